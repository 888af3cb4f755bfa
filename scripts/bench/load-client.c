// WebSocket load client for the network benches: plain TCP, epoll, no spinning, one thread.
//
//   load-client mode=count port= conns= seconds=          counts frames and bytes that arrive
//   load-client mode=rate  port= conns= seconds= rate=    sends at a fixed rate whether or not answers
//                                                         come, and times each from when it was due
//   load-client mode=rtt   port= count=                   one message, its answer, the next message
// and for all of them:
//   path=/            request path          protocol=          offered sub-protocol
//   first=HEX,HEX     messages to send after the upgrade; with index_at=A,B four digits at offset A of
//                     the first and B of the second become the number of the connection
//   tokens=A,B        as long as each other: the first message of connection k has the k-th at token_at
//   message=HEX       what rate and rtt send; the 8 bytes at `counter_at` become a counter, from `base`
//   ack=KIND          answers are MessagePack arrays that start with KIND and the counter; other frames
//                     are passed over. 0: answers are echoes, the counter stands where it was sent.
//
// Prints READY when all connections are up, and one line of JSON at the end.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define INPUT_BYTES (256 * 1024)
#define MESSAGE_BYTES 4096
#define WARM_UP_SECONDS 1.0
#define SETTLE_SECONDS 1.5

typedef struct {
  int fd;
  uint8_t *input; // bytes of frames that are not whole yet
  size_t held;
} Connection;

typedef struct {
  uint8_t bytes[MESSAGE_BYTES];
  size_t size;
} Message;

static const char *mode = "count", *path = "/", *protocol = "", *first = "", *message_hex = "";
static long port, conns = 1, count = 1000, counter_at, ack_kind;
static long index_at[2] = {-1, -1};
static const char *tokens = "";
static long token_at;
static double seconds = 2, rate = 1000;
static uint64_t base = 1;

static Connection *connections;
static int poller;
static uint64_t frames, bytes_in;
static long closed;
static double *latencies; // microseconds, by arrival
static long answered, sent;
static uint64_t *due_nanos; // by counter - base

static void fail(const char *what) {
  fprintf(stderr, "load-client: %s: %s\n", what, strerror(errno));
  exit(1);
}

static uint64_t now_nanos(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000ull + (uint64_t)t.tv_nsec;
}

static double own_cpu_seconds(void) {
  struct rusage u;
  getrusage(RUSAGE_SELF, &u);
  return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
         (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) * 1e-6;
}

static void read_options(int argc, char **argv) {
  for (int i = 1; i < argc; i++) {
    char *value = strchr(argv[i], '=');
    if (value == NULL) continue;
    *value++ = 0;
    const char *name = argv[i];
    if (!strcmp(name, "mode")) mode = value;
    else if (!strcmp(name, "path")) path = value;
    else if (!strcmp(name, "protocol")) protocol = value;
    else if (!strcmp(name, "first")) first = value;
    else if (!strcmp(name, "message")) message_hex = value;
    else if (!strcmp(name, "port")) port = atol(value);
    else if (!strcmp(name, "conns")) conns = atol(value);
    else if (!strcmp(name, "count")) count = atol(value);
    else if (!strcmp(name, "tokens")) tokens = value;
    else if (!strcmp(name, "token_at")) token_at = atol(value);
    else if (!strcmp(name, "index_at")) sscanf(value, "%ld,%ld", &index_at[0], &index_at[1]);
    else if (!strcmp(name, "counter_at")) counter_at = atol(value);
    else if (!strcmp(name, "ack")) ack_kind = atol(value);
    else if (!strcmp(name, "base")) base = strtoull(value, NULL, 10);
    else if (!strcmp(name, "seconds")) seconds = atof(value);
    else if (!strcmp(name, "rate")) rate = atof(value);
  }
}

static size_t from_hex(const char *text, size_t digits, uint8_t *out) {
  for (size_t i = 0; i + 1 < digits; i += 2) {
    unsigned value;
    sscanf(text + i, "%2x", &value);
    out[i / 2] = (uint8_t)value;
  }
  return digits / 2;
}

// A masked binary frame. The mask is zero, so that the payload stays as it is.
static size_t frame_header(uint8_t *out, size_t size) {
  size_t at = 0;
  out[at++] = 0x82;
  if (size < 126) {
    out[at++] = (uint8_t)(0x80 | size);
  } else {
    out[at++] = 0x80 | 126;
    out[at++] = (uint8_t)(size >> 8);
    out[at++] = (uint8_t)size;
  }
  memset(out + at, 0, 4);
  return at + 4;
}

static void write_all(int fd, const uint8_t *bytes, size_t size) {
  while (size > 0) {
    ssize_t n = write(fd, bytes, size);
    if (n < 0 && errno == EAGAIN) continue;
    if (n <= 0) fail("write");
    bytes += n;
    size -= (size_t)n;
  }
}

static void send_first_messages(int fd, long index) {
  const char *at = first;
  int number = 0;
  while (*at != 0) {
    size_t digits = strcspn(at, ",");
    uint8_t frame[MESSAGE_BYTES + 16];
    uint8_t payload[MESSAGE_BYTES];
    size_t size = from_hex(at, digits, payload);
    if (number < 2 && index_at[number] >= 0) {
      char text[5];
      snprintf(text, sizeof text, "%04ld", index % 10000);
      memcpy(payload + index_at[number], text, 4);
    }
    if (number == 0 && *tokens != 0) {
      size_t length = strcspn(tokens, ",");
      memcpy(payload + token_at, tokens + (size_t)index * (length + 1), length);
    }
    size_t header = frame_header(frame, size);
    memcpy(frame + header, payload, size);
    write_all(fd, frame, header + size);
    at += digits;
    if (*at == ',') at++;
    number++;
  }
}

static int dial(long index) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) fail("connect");
  int one = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  char text[2048], offer[256] = "";
  if (*protocol) snprintf(offer, sizeof offer, "Sec-WebSocket-Protocol: %s\r\n", protocol);
  int n = snprintf(text, sizeof text,
                   "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%ld\r\nUpgrade: websocket\r\n"
                   "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                   "Sec-WebSocket-Version: 13\r\n%s\r\n",
                   path, port, offer);
  write_all(fd, (uint8_t *)text, (size_t)n);
  // Byte by byte: what follows the head belongs to the stream.
  int at = 0;
  while (at < 2000) {
    if (read(fd, text + at, 1) != 1) fail("the server closed during the upgrade");
    at++;
    if (at >= 4 && !memcmp(text + at - 4, "\r\n\r\n", 4)) break;
  }
  if (memcmp(text, "HTTP/1.1 101", 12) != 0) {
    text[at] = 0;
    fprintf(stderr, "load-client: refused: %.40s\n", text);
    exit(1);
  }
  send_first_messages(fd, index);
  return fd;
}

static void open_connections(void) {
  connections = calloc((size_t)conns, sizeof(Connection));
  poller = epoll_create1(0);
  for (long i = 0; i < conns; i++) {
    Connection *c = &connections[i];
    c->fd = dial(i);
    c->input = malloc(INPUT_BYTES);
    fcntl(c->fd, F_SETFL, O_NONBLOCK);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
    epoll_ctl(poller, EPOLL_CTL_ADD, c->fd, &event);
  }
  printf("READY %ld\n", conns);
  fflush(stdout);
}

// The unsigned integer of MessagePack at `p`, or UINT64_MAX when it is something else.
static uint64_t msgpack_uint(const uint8_t *p) {
  static const uint8_t widths[4] = {1, 2, 4, 8};
  if (*p < 0x80) return *p;
  if (*p < 0xcc || *p > 0xcf) return UINT64_MAX;
  uint64_t value = 0;
  for (int i = 1; i <= widths[*p - 0xcc]; i++) value = value << 8 | p[i];
  return value;
}

static uint64_t big_endian(const uint8_t *p) {
  uint64_t value = 0;
  for (int i = 0; i < 8; i++) value = value << 8 | p[i];
  return value;
}

static void take_answer(const uint8_t *payload, uint64_t size) {
  uint64_t counter;
  if (ack_kind == 0) {
    if (size < (uint64_t)counter_at + 8) return;
    counter = big_endian(payload + counter_at);
  } else {
    if (size < 11 || payload[1] != ack_kind) return;
    counter = msgpack_uint(payload + 2);
  }
  if (due_nanos == NULL || counter < base || counter >= base + (uint64_t)sent) return;
  latencies[answered++] = (double)(now_nanos() - due_nanos[counter - base]) / 1e3;
}

// Takes whole frames off the input; those of a server are never masked.
static void take_frames(Connection *c) {
  size_t at = 0;
  for (;;) {
    const uint8_t *p = c->input + at;
    size_t left = c->held - at, header = 2;
    if (left < 2) break;
    uint64_t size = p[1] & 127;
    if (size == 126) header = 4;
    if (size == 127) header = 10;
    if (left < header) break;
    if (size == 126) size = (uint64_t)p[2] << 8 | p[3];
    else if (size == 127) size = big_endian(p + 2);
    if (header + size > INPUT_BYTES) fail("a frame is larger than the buffer");
    if (left < header + size) break;
    frames++;
    if (due_nanos != NULL) take_answer(p + header, size);
    at += header + size;
  }
  memmove(c->input, c->input + at, c->held - at);
  c->held -= at;
}

static void read_ready(int wait_ms) {
  struct epoll_event events[256];
  int ready = epoll_wait(poller, events, 256, wait_ms);
  for (int i = 0; i < ready; i++) {
    Connection *c = events[i].data.ptr;
    ssize_t n = read(c->fd, c->input + c->held, INPUT_BYTES - c->held);
    if (n < 0 && errno == EAGAIN) continue;
    if (n <= 0) {
      epoll_ctl(poller, EPOLL_CTL_DEL, c->fd, NULL);
      closed++;
      continue;
    }
    bytes_in += (uint64_t)n;
    c->held += (size_t)n;
    take_frames(c);
  }
}

static void read_for(double wait_seconds) {
  uint64_t end = now_nanos() + (uint64_t)(wait_seconds * 1e9);
  while (now_nanos() < end) read_ready(20);
}

static void run_count(void) {
  while (frames == 0 && closed < conns) read_ready(100);
  read_for(SETTLE_SECONDS + WARM_UP_SECONDS);
  uint64_t frames_before = frames, bytes_before = bytes_in, start = now_nanos();
  double cpu_before = own_cpu_seconds();
  read_for(seconds);
  double passed = (double)(now_nanos() - start) / 1e9;
  printf("{\"frames\":%.0f,\"bytes\":%.0f,\"cpu\":%.3f,\"closed\":%ld}\n",
         (double)(frames - frames_before) / passed, (double)(bytes_in - bytes_before) / passed,
         (own_cpu_seconds() - cpu_before) / passed, closed);
}

static Message outgoing;
static size_t outgoing_header;

static void prepare_message(long total) {
  uint8_t payload[MESSAGE_BYTES];
  size_t size = from_hex(message_hex, strlen(message_hex), payload);
  outgoing_header = frame_header(outgoing.bytes, size);
  memcpy(outgoing.bytes + outgoing_header, payload, size);
  outgoing.size = outgoing_header + size;
  due_nanos = calloc((size_t)total + 1, sizeof *due_nanos);
  latencies = calloc((size_t)total + 1, sizeof *latencies);
}

static void send_next(uint64_t due) {
  uint64_t counter = base + (uint64_t)sent;
  uint8_t *at = outgoing.bytes + outgoing_header + counter_at;
  for (int i = 0; i < 8; i++) at[i] = (uint8_t)(counter >> (56 - 8 * i));
  due_nanos[sent] = due;
  int fd = connections[sent % conns].fd;
  sent++;
  write_all(fd, outgoing.bytes, outgoing.size);
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

static void print_latencies(long skip) {
  long n = answered - skip;
  if (n < 10) {
    printf("{\"error\":\"%ld answers to %ld messages\"}\n", answered, sent);
    return;
  }
  double *kept = latencies + skip;
  qsort(kept, (size_t)n, sizeof *kept, by_size);
  printf("{\"sent\":%ld,\"answered\":%ld,\"p50\":%.1f,\"p99\":%.1f,\"p999\":%.1f,\"max\":%.1f}\n", sent,
         answered, kept[n / 2], kept[n * 99 / 100], kept[n * 999 / 1000], kept[n - 1]);
}

static void run_rtt(void) {
  long warm_up = count / 10, total = count + warm_up;
  prepare_message(total);
  read_for(SETTLE_SECONDS);
  while (sent < total) {
    long before = answered;
    uint64_t start = now_nanos();
    send_next(start);
    while (answered == before && now_nanos() - start < 2000000000ull) read_ready(100);
    if (answered == before) break;
  }
  print_latencies(warm_up);
}

static void run_rate(void) {
  long total = (long)(rate * seconds), warm_up = total / 10;
  prepare_message(total);
  read_for(SETTLE_SECONDS);
  uint64_t start = now_nanos(), gap = (uint64_t)(1e9 / rate);
  uint64_t end = start + (uint64_t)(seconds * 1e9) + 2000000000ull;
  while (answered < total && now_nanos() < end) {
    while (sent < total && start + (uint64_t)sent * gap <= now_nanos()) {
      send_next(start + (uint64_t)sent * gap);
    }
    // Sleeps until the next message is due or an answer comes: a spinning client would compete with
    // the server for the few cores there are.
    struct timespec wait = {0, sent < total ? (long)gap : 20000000};
    struct epoll_event event;
    if (epoll_pwait2(poller, &event, 1, &wait, NULL) > 0) read_ready(0);
  }
  print_latencies(warm_up);
}

int main(int argc, char **argv) {
  struct rlimit files = {20000, 20000};
  setrlimit(RLIMIT_NOFILE, &files);
  read_options(argc, argv);
  open_connections();
  if (!strcmp(mode, "rtt")) run_rtt();
  else if (!strcmp(mode, "rate")) run_rate();
  else run_count();
  return 0;
}
