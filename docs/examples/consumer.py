#!/usr/bin/env python3
"""Market data of Openbell in Python, with nothing but docs/protocol.md, a WebSocket and a MessagePack
library (Debian: python3-websockets, python3-msgpack). Quotes, depth and trades of one instrument.

    /usr/bin/python3 docs/examples/consumer.py --symbol BTCUSDT --count 20 [--json]
"""
import argparse, asyncio, json, os, struct, urllib.request, zlib
import msgpack, websockets

flags = argparse.ArgumentParser()
flags.add_argument("--url", default=os.environ.get("OPENBELL_URL", "http://127.0.0.1:8787"))
flags.add_argument("--token", default=os.environ.get("OPENBELL_TOKEN"))
flags.add_argument("--symbol", default="BTCUSDT")
flags.add_argument("--count", type=int, default=0, help="exit after this many updates; 0: run on")
flags.add_argument("--json", action="store_true", help="the JSON sub-protocol")
args = flags.parse_args()

SIGN_IN, SUBSCRIBE, RESYNC, PING = 2, 4, 6, 8
WELCOME, SIGNED_IN, ERROR, SUBSCRIBED, MARKET = 32, 33, 34, 35, 40
QUOTE, SNAPSHOT, DELTA, CHECKSUM, TRADE = 64, 65, 66, 67, 68
pack = json.dumps if args.json else msgpack.packb
unpack = json.loads if args.json else msgpack.unpackb
book = {"seq": None, "base": 0, "bids": {}, "asks": {}}


def best(levels=None):
    """Both sides, best first: lists of (ticks, lots)."""
    bids = sorted(book["bids"].items(), reverse=True)
    return bids[:levels], sorted(book["asks"].items())[:levels]


def checksum():
    return zlib.crc32(b"".join(struct.pack("<IQ", *level) for side in best(10) for level in side))


def apply(bids, flat):
    """Absolute quantities, 0 deletes; then each side is cut to the ten levels that were granted."""
    for k in range(0, len(flat), 2):
        side = book["bids" if k < 2 * bids else "asks"]
        side[book["base"] + flat[k]] = flat[k + 1]
        if flat[k + 1] == 0:
            del side[book["base"] + flat[k]]
    book["bids"], book["asks"] = (dict(side) for side in best(10))


def on_update(kind, topic, seq, *fields):
    """The line to print, None for nothing, False when the book is broken and must be sent anew."""
    if kind == QUOTE:
        bid, bid_lots, spread, ask_lots = fields[:4]
        return f"quote {bid} x {bid_lots} | {bid + spread} x {ask_lots}"
    if kind == TRADE:
        return f"trade {fields[3]}: {fields[1]} at {fields[0]}"
    if kind == SNAPSHOT:
        book.update(seq=seq, base=fields[0], bids={}, asks={})
        apply(fields[2], fields[3:])
        return checksum() == fields[1] and f"book of {len(book['bids'])} + {len(book['asks'])} levels"
    if kind == DELTA and book["seq"] is not None and seq > book["seq"]:
        if seq != book["seq"] + 1:
            return False
        book["seq"] = seq
        apply(fields[0], fields[1:])
        return "depth " + " | ".join(f"{t} x {n}" for side in best(1) for t, n in side)
    if kind == CHECKSUM and seq == book["seq"]:
        return None if checksum() == fields[0] else False


async def main():
    token = args.token
    if not token:
        with urllib.request.urlopen(f"{args.url}/api/demo-token?user=consumer") as answer:
            token = json.load(answer)["token"]
    protocol = "openbell.v1+json" if args.json else "openbell.v1+msgpack"
    url = args.url.replace("http", "ws", 1)
    async with websockets.connect(url, subprotocols=[protocol], compression=None) as socket:
        printed = 0

        async def keep_alive():
            while True:
                await asyncio.sleep(5)
                await socket.send(pack([PING, 0]))

        pings = asyncio.ensure_future(keep_alive())
        async for data in socket:
            kind, *fields = unpack(data)
            if kind == WELCOME:
                await socket.send(pack([SIGN_IN, 1, token, None, False, 0]))
            elif kind == ERROR:
                raise SystemExit(f"{fields[2]}: {fields[7]}")
            elif kind == SIGNED_IN:
                topics = [f"quote.{args.symbol}", f"depth.{args.symbol}.10", f"trade.{args.symbol}"]
                await socket.send(pack([SUBSCRIBE, 2, [[topic, None] for topic in topics]]))
            elif kind == SUBSCRIBED:
                for grant in fields[1]:
                    print(grant[0], f"refused: {grant[1]}" if grant[1] else "granted")
                if all(grant[1] for grant in fields[1]):
                    raise SystemExit(1)
            elif kind == MARKET:
                for update in fields[2]:
                    line = on_update(*update)
                    if line is False:
                        book["seq"] = None
                        await socket.send(pack([RESYNC, update[1]]))
                    elif line:
                        print(line, flush=True)
                        printed += 1
                    if args.count and printed >= args.count:
                        pings.cancel()
                        return


asyncio.run(main())
