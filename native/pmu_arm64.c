/* SPDX-License-Identifier: Apache-2.0 */
/* Which PMU of the host a VM may be given: KVM numbers them as perf does. */
#include "pmu_arm64.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#define DEVICES "/sys/bus/event_source/devices"

static int type_of(int devices, const char *name) {
  char path[300];
  int type = -1;
  snprintf(path, sizeof path, "%s/type", name);
  int fd = openat(devices, path, O_RDONLY | O_CLOEXEC);
  FILE *file = fd < 0 ? NULL : fdopen(fd, "r");
  if (file && fscanf(file, "%d", &type) != 1)
    type = -1;
  if (file)
    fclose(file);
  return type;
}

/* Machines with several kinds of CPU have a PMU for each, armv8_cortex_a53 and the like: the first will do for a VM to look at. */
int first_pmu(void) {
  DIR *devices = opendir(DEVICES);
  int type = -1;
  if (!devices)
    return type;
  for (const struct dirent *entry; type < 0 && (entry = readdir(devices));)
    if (strncmp(entry->d_name, "armv", strlen("armv")) == 0)
      type = type_of(dirfd(devices), entry->d_name);
  closedir(devices);
  return type;
}
