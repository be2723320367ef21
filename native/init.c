/* SPDX-License-Identifier: Apache-2.0 */
#include "init.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { PORT_WAIT_MS = 30000, PORT_PAUSE_MS = 20 };

static const struct {
  const char *type, *at;
} mounts[] = {
    {"proc", "/proc"},   {"sysfs", "/sys"}, {"devtmpfs", "/dev"}, {"debugfs", "/sys/kernel/debug"},
    {"tmpfs", "/tmp"},
};

static void complain(const char *what) { fprintf(stderr, "regscope-agent: %s: %s\n", what, strerror(errno)); }

/* EBUSY: the kernel has mounted devtmpfs already (CONFIG_DEVTMPFS_MOUNT, and only without an initramfs). */
static void mount_all(void) {
  for (size_t i = 0; i < sizeof mounts / sizeof *mounts; i++) {
    mkdir(mounts[i].at, 0755);
    if (mount(mounts[i].type, mounts[i].at, mounts[i].type, 0, NULL) && errno != EBUSY)
      complain(mounts[i].at);
  }
}

/* An initramfs without /dev/console leaves PID 1 with no standard descriptors. */
static void open_console(void) {
  int console = open("/dev/console", O_RDWR | O_NOCTTY);
  if (console < 0)
    return;
  for (int fd = 0; fd <= 2; fd++)
    dup2(console, fd);
  if (console > 2)
    close(console);
}

static void insert_module(int directory, const char *path) {
  int file = openat(directory, path, O_RDONLY | O_CLOEXEC);
  if (file < 0 || (syscall(SYS_finit_module, file, "", 0) && errno != EEXIST))
    complain(path);
  if (file >= 0)
    close(file);
}

/* Paths in /modules/order are absolute or relative to /modules. */
static void insert_modules(void) {
  FILE *order = fopen("/modules/order", "re");
  if (!order)
    return;
  int directory = open("/modules", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  char path[512];
  while (fgets(path, sizeof path, order)) {
    path[strcspn(path, "\n")] = '\0';
    if (path[0])
      insert_module(directory, path);
  }
  if (directory >= 0)
    close(directory);
  fclose(order);
}

void init_guest(void) {
  mount_all();
  open_console();
  insert_modules();
}

/* Ports beyond the first are others' (hardware.ts), and come before it. */
static bool is_first_port(const char *name) {
  unsigned device, port;
  return sscanf(name, "vport%up%u", &device, &port) == 2 && port == 1;
}

static int open_first_port(void) {
  DIR *dev = opendir("/dev");
  if (!dev)
    return -1;
  int port = -1;
  for (const struct dirent *entry; port < 0 && (entry = readdir(dev));)
    if (is_first_port(entry->d_name))
      port = openat(dirfd(dev), entry->d_name, O_RDWR | O_CLOEXEC);
  closedir(dev);
  return port;
}

int init_open_port(void) {
  for (int waited = 0; waited < PORT_WAIT_MS; waited += PORT_PAUSE_MS) {
    int port = open_first_port();
    if (port >= 0)
      return port;
    poll(NULL, 0, PORT_PAUSE_MS);
  }
  return -1;
}

void init_power_off(void) {
  sync();
  reboot(RB_POWER_OFF);
  complain("power off");
  for (;;)
    pause();
}
