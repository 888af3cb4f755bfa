// Where pages come in: the first message of a port says who it is, and leads it to the room of its user.

import { FeedRoom, type RoomOptions } from './feed-room.ts';
import type { PageSeat } from './page-seat.ts';
import type { LinkPort, PageMessage } from './worker-protocol.ts';

/** The answer takes a new port. */
export function feedDoor(optionsFor: (user: string) => RoomOptions): (port: LinkPort) => void {
  const rooms = new Map<string, FeedRoom>();

  function roomOf(user: string): FeedRoom {
    const known = rooms.get(user);
    // A feed that was closed or refused for good stays so: whoever comes again begins again.
    if (known !== undefined && known.feed.state.is !== 'closed') return known;
    const room = new FeedRoom(optionsFor(user));
    rooms.set(user, room);
    return room;
  }

  return (port) => {
    let room: FeedRoom | undefined;
    let seat: PageSeat | undefined;
    port.receive((given) => {
      const message = given as PageMessage;
      if (message.is === 'hello') {
        if (room !== undefined && seat !== undefined) room.leave(seat);
        room = roomOf(message.user);
        seat = room.enter(port, message);
      } else if (room !== undefined && seat !== undefined) {
        room.handle(seat, message);
      }
    });
  };
}
