#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds an arm64 kernel Image out of a Debian package of the kernel's source.
#   build-image.sh NAME DEB FOLDER CONFIG [PATCH ...]
# Leaves Image, config and release in FOLDER. NAME ends the release, as in 7.3.4-scope. Needs about 2 GB there while it works,
# no root, and what native/kernel/README.md lists. Ends with 65 when a patch does not apply, and says which file of it and why.
set -eu
name=$1 deb=$2 folder=$3 config=$4
shift 4
source=$folder/tree/source objects=$folder/tree/objects
jobs=${JOBS:-$(nproc)}

# The same source gives the same Image, byte for byte, whoever builds it and when.
export ARCH=arm64 KBUILD_BUILD_USER=regscope KBUILD_BUILD_HOST=regscope KBUILD_BUILD_TIMESTAMP='1970-01-01' LOCALVERSION="-$name"
[ "$(uname -m)" = aarch64 ] || export CROSS_COMPILE=aarch64-linux-gnu-

# Of other architectures, of their device trees and of the largest driver nothing is compiled here, only read by Kconfig.
unpack() {
  mkdir -p "$source" "$objects"
  dpkg-deb --fsys-tarfile "$deb" | tar xO --wildcards './usr/src/linux-source-*.tar.xz' |
    tar xJ -C "$source" --strip-components=1 --wildcards --exclude='*/boot/dts/*/*' --exclude='*/drivers/gpu/drm/amd/include/*' \
      --exclude='*/tools/testing/*'
}

apply() {
  patch=$1 log=$folder/patch.log
  patch -p1 --fuzz=0 --batch --no-backup-if-mismatch -d "$source" <"$patch" >"$log" 2>&1 && rm "$log" && return
  echo "${patch##*/} does not apply to Linux $(make -s -C "$source" kernelversion):" >&2
  awk '/^\|\+\+\+ b\// {file = substr($2, 3)} /^patching file / {file = $3}
       /^Hunk .*FAILED/ {print file ": " $0} /^No file to patch/ {print file ": there is no such file"}' "$log" >&2
  exit 65
}

# A symbol that the kernel no longer has, or that something else switched off, is left out without a word.
check_config() {
  for symbol in $(sed -n 's/^\(CONFIG_[A-Z0-9_]*\)=.*/\1/p' "$config"); do
    grep -q "^$symbol=" "$objects/.config" || { echo "$symbol of ${config##*/} is not to be had in this kernel" >&2; exit 66; }
  done
}

unpack
for each; do apply "$each"; done
make -s -C "$source" O="$objects" KCONFIG_ALLCONFIG="$config" allnoconfig
check_config
nice -n 10 make -C "$source" O="$objects" -j"$jobs" Image
cp "$objects/arch/arm64/boot/Image" "$folder/Image"
cp "$objects/.config" "$folder/config"
cp "$objects/include/config/kernel.release" "$folder/release"
rm -r "$folder/tree"
