// Port of the WebSocket server: what the gateway needs of a transport. uWebSockets.js and ws fulfil it.

/** sent: in the kernel · buffered: behind others · dropped: over the limit, the message is lost. */
export type SendResult = 'sent' | 'buffered' | 'dropped';

export interface Socket {
  /** Dense number of this connection within the process, never reused. */
  readonly id: number;
  /** Remote address as text. */
  readonly remote: string;
  readonly origin: string;
  /** The granted sub-protocol. */
  readonly protocol: string;
  /** Text goes as a text frame, bytes as a binary one; the bytes are copied before it returns. */
  send(bytes: Uint8Array | string): SendResult;
  /** Runs `write` so that the sends in it leave together. */
  cork(write: () => void): void;
  bufferedBytes(): number;
  /** Native groups: a message published to a group goes to all of its members at once. */
  join(group: string): void;
  leave(group: string): void;
  ping(): void;
  close(code: number, reason: string): void;
  /** Cuts without a close frame. */
  terminate(): void;
}

export interface UpgradeRequest {
  readonly remote: string;
  readonly origin: string;
  /** Offered sub-protocols in order. */
  readonly protocols: readonly string[];
}

/** Grants a sub-protocol, or refuses with an HTTP status. */
export type UpgradeAnswer = { readonly protocol: string } | { readonly status: number };

export interface SocketHandlers {
  upgrade(request: UpgradeRequest): UpgradeAnswer;
  open(socket: Socket): void;
  /** `data` is valid during the call only. */
  message(socket: Socket, data: Uint8Array, isText: boolean): void;
  drain(socket: Socket): void;
  /** A message to this socket, sent or published, was over the limit and is lost. */
  dropped(socket: Socket): void;
  pong(socket: Socket): void;
  close(socket: Socket, code: number): void;
}

/** HTTP beside the socket on the same port; the whole body is read before. */
export interface HttpRequest {
  readonly method: string;
  /** Path with query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly remote: string;
}
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}
export type HttpHandler = (request: HttpRequest) => Promise<HttpResponse> | HttpResponse;

export interface SocketLimits {
  readonly frameBytesMax: number;
  readonly backpressureBytesMax: number;
  readonly idleSeconds: number;
  readonly bodyBytesMax: number;
}

export interface SocketServer {
  /** Port 0 takes a free one. Resolves with the port; rejects with a clear sentence when taken. */
  listen(host: string, port: number): Promise<number>;
  /** To every member of the group, once; the bytes are copied before it returns. */
  publish(group: string, bytes: Uint8Array | string): void;
  /** No new connections; those that are open stay. */
  stopListening(): void;
  close(): Promise<void>;
}

/** Files in PEM form. */
export interface TlsFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

export type CreateSocketServer = (
  handlers: SocketHandlers,
  limits: SocketLimits,
  http: HttpHandler,
  /** Absent: plain HTTP. */
  tls?: TlsFiles,
) => SocketServer;
