/** How somebody comes to a capture of their own. */
export function HowToCapture() {
  return (
    <p className="soft">
      These ship with regscope. For one of your own, press <b>Capture…</b> on the page of a VM, run{' '}
      <code>regscope capture HOST/VM -o FILE</code>, or drop a file on this page: a capture, or what Firecracker, Cloud
      Hypervisor, QEMU or libvirt saved of an arm64 VM.
    </p>
  );
}
