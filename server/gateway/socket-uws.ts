// Adapter of the socket port on uWebSockets.js: the transport of production.

import * as uWS from 'uWebSockets.js';
import { mayGrant, splitProtocols } from './upgrade-headers.ts';
import { readHttpRequest, writeHttpResponse } from './http-uws.ts';
import type {
  CreateSocketServer,
  HttpHandler,
  SendResult,
  Socket,
  SocketHandlers,
  SocketLimits,
  SocketServer,
  TlsFiles,
} from './socket.ts';
import { TLS_CIPHERS } from './tls-ciphers.ts';

/** The library knows listen(host, port, options, callback); its typings leave it out. */
interface ExclusiveListen {
  listen(
    host: string,
    port: number,
    options: number,
    done: (token: uWS.us_listen_socket | false) => void,
  ): void;
}

/** Without it two processes may share the port and each sees half of the connections. */
const EXCLUSIVE_PORT = 1;

/** What `send` of the library answers. */
const SENT = 1;
const BUFFERED = 0;

/** The library copies the fields of the user data onto its own object: only a field keeps identity. */
interface Held {
  readonly held: UwsSocket;
}

class UwsSocket implements Socket {
  readonly id: number;
  readonly remote: string;
  readonly origin: string;
  readonly protocol: string;
  /** Undefined before open and after close: touching a closed socket of the library throws. */
  native: uWS.WebSocket<Held> | undefined;

  constructor(id: number, remote: string, origin: string, protocol: string) {
    this.id = id;
    this.remote = remote;
    this.origin = origin;
    this.protocol = protocol;
  }

  send(bytes: Uint8Array | string): SendResult {
    if (this.native === undefined) return 'dropped';
    const result = this.native.send(bytes, typeof bytes !== 'string', false);
    if (result === SENT) return 'sent';
    return result === BUFFERED ? 'buffered' : 'dropped';
  }

  cork(write: () => void): void {
    if (this.native === undefined) write();
    else this.native.cork(write);
  }

  bufferedBytes(): number {
    return this.native === undefined ? 0 : this.native.getBufferedAmount();
  }

  join(group: string): void {
    this.native?.subscribe(group);
  }

  leave(group: string): void {
    this.native?.unsubscribe(group);
  }

  ping(): void {
    this.native?.ping();
  }

  close(code: number, reason: string): void {
    this.native?.end(code, reason);
  }

  terminate(): void {
    this.native?.close();
  }
}

// Answers name neither the program nor its version (row S16). Not in the types of the library.
(uWS as unknown as { readonly _cfg: (key: string) => void })._cfg('silent');

export const createUwsServer: CreateSocketServer = (handlers, limits, http, tls): SocketServer => {
  const app = createApp(tls);
  const open = new Set<UwsSocket>();
  let listening: uWS.us_listen_socket | undefined;
  app.ws<Held>('/*', behaviour(handlers, limits, open));
  app.any('/*', (response, request) => answerHttp(http, limits, response, request));

  function stopListening(): void {
    if (listening !== undefined) uWS.us_listen_socket_close(listening);
    listening = undefined;
  }

  return {
    listen(host, port) {
      return new Promise((resolve, reject) => {
        (app as unknown as ExclusiveListen).listen(host, port, EXCLUSIVE_PORT, (token) => {
          if (token === false) {
            reject(new Error(`Cannot listen on ${host}:${String(port)}: the port is taken.`));
            return;
          }
          listening = token;
          resolve(uWS.us_socket_local_port(token as uWS.us_socket));
        });
      });
    },
    publish(group, bytes) {
      app.publish(group, bytes, typeof bytes !== 'string', false);
    },
    stopListening,
    close() {
      stopListening();
      for (const socket of open) socket.terminate();
      app.close();
      return Promise.resolve();
    },
  };
};

/** Over TLS the library takes version 1.2 and later only. */
function createApp(tls: TlsFiles | undefined): uWS.TemplatedApp {
  if (tls === undefined) return uWS.App();
  const { certFile, keyFile } = tls;
  const files = { cert_file_name: certFile, key_file_name: keyFile };
  try {
    return uWS.SSLApp({ ...files, ssl_ciphers: TLS_CIPHERS });
  } catch {
    // The library does not say why.
    throw new Error(`the certificate ${certFile} and the key ${keyFile} cannot be used together`);
  }
}

/** uWebSockets takes 0, or 8 to 960 seconds in steps of four; it aborts the process on any other. */
function idleTimeout(seconds: number): number {
  return seconds === 0 ? 0 : Math.min(960, Math.max(12, Math.ceil(seconds / 4) * 4));
}

function behaviour(
  handlers: SocketHandlers,
  limits: SocketLimits,
  open: Set<UwsSocket>,
): uWS.WebSocketBehavior<Held> {
  let nextId = 1;
  let lastRemote = '';
  return {
    compression: 0,
    maxPayloadLength: limits.frameBytesMax,
    maxBackpressure: limits.backpressureBytesMax,
    idleTimeout: idleTimeout(limits.idleSeconds),
    sendPingsAutomatically: false,
    upgrade(response, request, context) {
      // Connections of one address share its text.
      const remote = Buffer.from(response.getRemoteAddressAsText()).toString();
      if (remote !== lastRemote) lastRemote = remote;
      const origin = request.getHeader('origin');
      const protocols = splitProtocols(request.getHeader('sec-websocket-protocol'));
      const answer = handlers.upgrade({ remote: lastRemote, origin, protocols });
      if ('status' in answer || !mayGrant(answer.protocol, protocols)) {
        const status = 'status' in answer ? answer.status : 500;
        response.writeStatus(`${String(status)} Refused`).end('', true);
        return;
      }
      response.upgrade(
        { held: new UwsSocket(nextId++, lastRemote, origin, answer.protocol) },
        request.getHeader('sec-websocket-key'),
        answer.protocol,
        '',
        context,
      );
    },
    open(native) {
      const socket = native.getUserData().held;
      socket.native = native;
      open.add(socket);
      handlers.open(socket);
    },
    message(native, data, isBinary) {
      handlers.message(native.getUserData().held, new Uint8Array(data), !isBinary);
    },
    drain: (native) => handlers.drain(native.getUserData().held),
    dropped: (native) => handlers.dropped(native.getUserData().held),
    pong: (native) => handlers.pong(native.getUserData().held),
    close(native, code) {
      const socket = native.getUserData().held;
      socket.native = undefined;
      open.delete(socket);
      handlers.close(socket, code);
    },
  };
}

function answerHttp(
  http: HttpHandler,
  limits: SocketLimits,
  response: uWS.HttpResponse,
  request: uWS.HttpRequest,
): void {
  readHttpRequest(response, request, limits.bodyBytesMax, (read, live) => {
    if (read === 'too large') {
      writeHttpResponse(response, { status: 413, headers: {}, body: '' });
      return;
    }
    Promise.resolve(http(read)).then(
      (answer) => {
        if (live()) writeHttpResponse(response, answer);
      },
      () => {
        if (live()) writeHttpResponse(response, { status: 500, headers: {}, body: '' });
      },
    );
  });
}
