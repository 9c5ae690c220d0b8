// What the load generator does for every piece that comes: count its messages, note whose they are. In C, since one core
// has to take in half a million of them a second.
#define _GNU_SOURCE
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { EVENTS = 1024, FEW = 128, CHUNK = 256 * 1024, MARK = 3 };

struct arrival {
    int32_t was, now;
    int64_t at;
};

// By file descriptor: bytes and messages so far, the two bytes before, a file that takes all bytes (or -1).
struct crowd {
    int32_t epoll, most;
    char mark[MARK + 1];
    int64_t *size;
    int32_t *got, *record;
    char (*tail)[MARK - 1];
    int32_t *at;               // how many clients have exactly so many messages
    struct arrival *arrivals;  // null: not wanted
    int64_t arrived, room;
};

static int count(const char *from, const char *end, const char *mark) {
    int found = 0;
    while ((from = memchr(from, mark[0], end - from)) && end - from >= MARK) {
        if (memcmp(from, mark, MARK) == 0) found++;
        from++;
    }
    return found;
}

// Takes what has come, or comes within the time; how many messages that was. -1: a connection is gone, -2: no room.
// Where little has come, `gather` microseconds are waited for more: to wake for each piece costs more than to take it.
int64_t pump(struct crowd *crowd, int milliseconds, int gather) {
    static char buffer[MARK - 1 + CHUNK];
    struct epoll_event events[EVENTS];
    char *fresh = buffer + MARK - 1;
    int64_t total = 0;
    int ready = epoll_wait(crowd->epoll, events, EVENTS, milliseconds);
    if (gather && ready < FEW) {
        usleep(gather);
        ready = epoll_wait(crowd->epoll, events, EVENTS, 0);
    }
    for (int i = 0; i < ready; i++) {
        int fd = events[i].data.fd;
        ssize_t read = recv(fd, fresh, CHUNK, 0);
        if (read <= 0) return -1;
        memcpy(buffer, crowd->tail[fd], MARK - 1);
        crowd->size[fd] += read;
        if (crowd->record[fd] >= 0 && write(crowd->record[fd], fresh, read) != read) return -2;
        int found = count(buffer, fresh + read, crowd->mark);
        memcpy(crowd->tail[fd], buffer + read, MARK - 1);
        if (!found) continue;
        int32_t was = crowd->got[fd], now = crowd->got[fd] = was + found;
        if (now >= crowd->most) return -2;
        crowd->at[was]--;
        crowd->at[now]++;
        total += found;
        if (crowd->arrivals) {
            struct timespec clock;
            clock_gettime(CLOCK_MONOTONIC, &clock);
            if (crowd->arrived == crowd->room) return -2;
            crowd->arrivals[crowd->arrived++] = (struct arrival){was, now, clock.tv_sec * 1000000000LL + clock.tv_nsec};
        }
    }
    return total;
}
