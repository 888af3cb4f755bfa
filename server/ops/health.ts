// Health: live says that the process answers, ready says that every part does its work.

export interface Probe {
  readonly part: string;
  /** Empty when ready, else one sentence that says what is missing. */
  readonly check: () => string;
}

export interface Health {
  add(probe: Probe): void;
  live(): { readonly status: number; readonly body: string };
  ready(): { readonly status: number; readonly body: string };
}

export function createHealth(): Health {
  const probes: Probe[] = [];
  return {
    add(probe) {
      probes.push(probe);
    },
    live: () => ({ status: 200, body: JSON.stringify({ live: true }) }),
    ready() {
      const parts = probes.map(({ part, check }) => {
        const missing = check();
        return missing === '' ? { part, ready: true } : { part, ready: false, missing };
      });
      const ready = parts.every((part) => part.ready);
      return { status: ready ? 200 : 503, body: JSON.stringify({ ready, parts }) };
    },
  };
}
