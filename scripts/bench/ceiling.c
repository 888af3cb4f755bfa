/*
 * The ceiling: the design of server/core/book.ts in C, to see what the machine could do with it.
 *
 *   ceiling <tape> <prefill> <instruments>
 *
 * The tape is what server/testing/tape-standard.ts makes, with the slots of the cancels filled in. Prints the
 * nanoseconds of CPU time per timed command and the event hash of a checked run before it.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef int32_t i32;
typedef uint32_t u32;

enum { PRICES = 65536, ORDERS = 1 << 20, RING = 1 << 16, NO_ASK = PRICES };
enum { WORDS0 = PRICES >> 5, WORDS1 = PRICES >> 10, WORDS2 = PRICES >> 15 };
enum { ACCEPTED = 0, TRADE = 1, CANCELLED = 2 };

typedef struct { i32 kind, seq, instrument, id, price, qty, slot, unused; } Command;
typedef struct { i32 head, qty, seq, pad0, id, price, maker, taker, pad1[8]; } Report;
typedef struct { i32 next, prev, leaves, price; } Order;
typedef struct { i32 head, tail, orders, pad; double lots; } Level;

typedef struct {
  Level levels[PRICES];
  u32 bits0[WORDS0], bits1[WORDS1], bits2[WORDS2];
  i32 bid, ask;
} Book;

static Book *books;
static Order *orders;
static Report *ring;
static u32 reports;
static i32 free_slot, next_slot;

/* Only the checked run needs the tape's ids and the hash. */
static i32 *id_of_slot;
static u32 hash_first, hash_second;

static inline void hash_word(u32 word) {
  hash_first = (hash_first ^ word) * 16777619u;
  hash_second = ((hash_second ^ word) * 0x5bd1e995u) ^ (hash_second >> 13);
}

static inline void report(i32 kind, i32 side, i32 seq, i32 id, i32 price, i32 qty, i32 taker,
                          int checked) {
  Report *r = &ring[reports++ & (RING - 1)];
  r->head = kind | side << 8;
  r->qty = qty;
  r->seq = seq;
  r->pad0 = 0;
  r->id = id;
  r->price = price;
  r->maker = id;
  r->taker = taker;
  if (!checked) return;
  hash_word(kind);
  hash_word(id);
  hash_word(price);
  if (kind != CANCELLED) hash_word(qty);
  if (kind == TRADE) hash_word(taker);
}

static inline void set_bit(Book *b, i32 price) {
  b->bits0[price >> 5] |= 1u << (price & 31);
  b->bits1[price >> 10] |= 1u << (price >> 5 & 31);
  b->bits2[price >> 15] |= 1u << (price >> 10 & 31);
}

static inline void clear_bit(Book *b, i32 price) {
  if (b->bits0[price >> 5] &= ~(1u << (price & 31))) return;
  if (b->bits1[price >> 10] &= ~(1u << (price >> 5 & 31))) return;
  b->bits2[price >> 15] &= ~(1u << (price >> 10 & 31));
}

/* Bits strictly above or below position `at` of a word. */
static inline u32 bits_above(u32 word, i32 at) { return at == 31 ? 0 : word & (~0u << (at + 1)); }
static inline u32 bits_below(u32 word, i32 at) { return word & ((1u << at) - 1); }
static inline i32 lowest(u32 word) { return __builtin_ctz(word); }
static inline i32 highest(u32 word) { return 31 - __builtin_clz(word); }

static i32 next_above(const Book *b, i32 price) {
  i32 at0 = price >> 5, at1 = price >> 10, at2 = price >> 15;
  u32 word = bits_above(b->bits0[at0], price & 31);
  if (word) return (at0 << 5) + lowest(word);
  word = bits_above(b->bits1[at1], at0 & 31);
  if (!word) {
    word = bits_above(b->bits2[at2], at1 & 31);
    while (!word) {
      if (++at2 == WORDS2) return NO_ASK;
      word = b->bits2[at2];
    }
    at1 = (at2 << 5) + lowest(word);
    word = b->bits1[at1];
  }
  at0 = (at1 << 5) + lowest(word);
  return (at0 << 5) + lowest(b->bits0[at0]);
}

static i32 next_below(const Book *b, i32 price) {
  i32 at0 = price >> 5, at1 = price >> 10, at2 = price >> 15;
  u32 word = bits_below(b->bits0[at0], price & 31);
  if (word) return (at0 << 5) + highest(word);
  word = bits_below(b->bits1[at1], at0 & 31);
  if (!word) {
    word = bits_below(b->bits2[at2], at1 & 31);
    while (!word) {
      if (--at2 < 0) return 0;
      word = b->bits2[at2];
    }
    at1 = (at2 << 5) + highest(word);
    word = b->bits1[at1];
  }
  at0 = (at1 << 5) + highest(word);
  return (at0 << 5) + highest(b->bits0[at0]);
}

static inline i32 take_slot(void) {
  i32 slot = free_slot;
  if (!slot) return next_slot++;
  free_slot = orders[slot].next;
  return slot;
}

static inline void give_slot(i32 slot) {
  orders[slot].leaves = 0;
  orders[slot].next = free_slot;
  free_slot = slot;
}

static inline i32 rest(Book *b, i32 side, i32 price, i32 qty) {
  i32 slot = take_slot();
  Level *level = &b->levels[price];
  orders[slot] = (Order){0, level->tail, qty, price};
  if (level->tail) {
    orders[level->tail].next = slot;
    level->orders++;
    level->lots += qty;
  } else {
    level->head = slot;
    level->orders = 1;
    level->lots = qty;
    set_bit(b, price);
    if (side == 0 && price > b->bid) b->bid = price;
    if (side == 1 && price < b->ask) b->ask = price;
  }
  level->tail = slot;
  return slot;
}

static inline i32 sweep_level(Book *b, i32 price, i32 qty, const Command *c, int checked) {
  Level *level = &b->levels[price];
  i32 slot = level->head, left = qty;
  do {
    Order *maker = &orders[slot];
    i32 lots = maker->leaves < left ? maker->leaves : left;
    report(TRADE, 0, c->seq, checked ? id_of_slot[slot] : slot, price, lots, c->id, checked);
    left -= lots;
    if (maker->leaves > lots) {
      maker->leaves -= lots;
      break;
    }
    i32 next = maker->next;
    give_slot(slot);
    level->orders--;
    slot = next;
  } while (slot && left);
  level->lots -= qty - left;
  level->head = slot;
  if (slot) {
    orders[slot].prev = 0;
  } else {
    level->tail = 0;
    clear_bit(b, price);
  }
  return left;
}

static inline void add(Book *b, const Command *c, int checked) {
  i32 side = c->kind >> 8 & 1, is_ioc = c->kind >> 16, left = c->qty;
  report(ACCEPTED, side, c->seq, c->id, c->price, c->qty, 0, checked);
  if (side == 0) {
    while (left && b->ask <= c->price) {
      left = sweep_level(b, b->ask, left, c, checked);
      if (!b->levels[b->ask].head) b->ask = next_above(b, b->ask);
    }
  } else {
    while (left && b->bid >= c->price && b->bid) {
      left = sweep_level(b, b->bid, left, c, checked);
      if (!b->levels[b->bid].head) b->bid = next_below(b, b->bid);
    }
  }
  if (!left) return;
  if (is_ioc) {
    report(CANCELLED, side, c->seq, c->id, c->price, left, 0, checked);
    return;
  }
  i32 slot = rest(b, side, c->price, left);
  if (checked) id_of_slot[slot] = c->id;
}

static inline void cancel(Book *b, const Command *c, int checked) {
  Order *order = &orders[c->slot];
  i32 price = order->price, lots = order->leaves;
  Level *level = &b->levels[price];
  i32 id = checked ? id_of_slot[c->slot] : c->slot;
  report(CANCELLED, price > b->bid, c->seq, id, price, lots, 0, checked);
  level->orders--;
  level->lots -= lots;
  if (order->next) orders[order->next].prev = order->prev;
  else level->tail = order->prev;
  if (order->prev) orders[order->prev].next = order->next;
  else level->head = order->next;
  if (!level->head) {
    clear_bit(b, price);
    if (price == b->bid) b->bid = next_below(b, price);
    else if (price == b->ask) b->ask = next_above(b, price);
  }
  give_slot(c->slot);
}

static inline void run(const Command *commands, u32 from, u32 to, int checked) {
  for (u32 k = from; k < to; k++) {
    const Command *c = &commands[k];
    Book *b = &books[c->instrument];
    if ((c->kind & 0xff) == 0) add(b, c, checked);
    else cancel(b, c, checked);
  }
}

static void reset(i32 instruments) {
  memset(books, 0, sizeof(Book) * instruments);
  memset(orders, 0, sizeof(Order) * ORDERS);
  for (i32 k = 0; k < instruments; k++) books[k].ask = NO_ASK;
  free_slot = 0;
  next_slot = 1;
  reports = 0;
}

static double cpu_nanos(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * 1e9 + now.tv_nsec;
}

int main(int count, char **arguments) {
  if (count != 4) return 2;
  FILE *file = fopen(arguments[1], "rb");
  if (!file) return 2;
  u32 prefill = (u32)atoi(arguments[2]);
  i32 instruments = atoi(arguments[3]);
  fseek(file, 0, SEEK_END);
  u32 total = (u32)(ftell(file) / (long)sizeof(Command));
  rewind(file);
  Command *commands = malloc(sizeof(Command) * total);
  if (fread(commands, sizeof(Command), total, file) != total) return 2;
  fclose(file);

  books = malloc(sizeof(Book) * instruments);
  orders = malloc(sizeof(Order) * ORDERS);
  ring = calloc(RING, sizeof(Report));
  memset(ring, 1, sizeof(Report) * RING);
  id_of_slot = calloc(ORDERS, sizeof(i32));
  hash_first = 0x811c9dc5;
  hash_second = 0x01000193;
  reset(instruments);
  run(commands, 0, total, 1);

  reset(instruments);
  run(commands, 0, prefill, 0);
  double start = cpu_nanos();
  run(commands, prefill, total, 0);
  printf("%.3f %08x%08x\n", (cpu_nanos() - start) / (total - prefill), hash_first, hash_second);
  return 0;
}
