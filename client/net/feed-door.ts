// Where pages come in: the first message of a port says who it is, and leads it to the room of its user.

import type { FeedHost } from '../../shared/feed/host.ts';
import { FeedRoom, type RoomOptions } from './feed-room.ts';
import type { PageSeat } from './page-seat.ts';
import type { LinkPort, PageMessage } from './worker-protocol.ts';

/** A page that is loaded anew is gone for a moment; only after this long nobody is expected any more. */
const LINGER_MS = 5_000;

export interface DoorOptions {
  readonly roomOptions: (user: string) => RoomOptions;
  readonly host: Pick<FeedHost, 'later'>;
  /** No page is left: the worker may go. */
  readonly idle: () => void;
}

/** The answer takes a new port. */
export function feedDoor({ roomOptions, host, idle }: DoorOptions): (port: LinkPort) => void {
  const rooms = new Map<string, FeedRoom>();
  let seats = 0;

  function roomOf(user: string): FeedRoom {
    const known = rooms.get(user);
    // A feed that was closed or refused for good stays so: whoever comes again begins again.
    if (known !== undefined && known.feed.state.is !== 'closed') return known;
    const room = new FeedRoom(roomOptions(user));
    rooms.set(user, room);
    return room;
  }

  function left(): void {
    seats -= 1;
    if (seats > 0) return;
    host.later(LINGER_MS, () => {
      if (seats === 0) idle();
    });
  }

  return (port) => {
    let place: { readonly room: FeedRoom; readonly seat: PageSeat } | undefined;
    const leave = () => {
      if (place === undefined) return;
      place.room.leave(place.seat);
      place = undefined;
      left();
    };
    port.receive((given) => {
      const message = given as PageMessage;
      if (message.is === 'hello') {
        leave();
        const room = roomOf(message.user);
        place = { room, seat: room.enter(port, message) };
        seats += 1;
      } else if (message.is === 'bye') {
        leave();
      } else if (place !== undefined) {
        place.room.handle(place.seat, message);
      }
    });
  };
}
