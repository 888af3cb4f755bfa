// Who has to know that a session or an API key is no more: the gateway, which closes its sockets.

export interface SessionEndings {
  tell(session: string): void;
  onEnded(listener: (session: string) => void): void;
}

export function createSessionEndings(): SessionEndings {
  const listeners: ((session: string) => void)[] = [];
  return {
    tell(session) {
      for (const listener of listeners) listener(session);
    },
    onEnded(listener) {
      listeners.push(listener);
    },
  };
}
