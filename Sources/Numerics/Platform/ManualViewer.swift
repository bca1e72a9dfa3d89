/// The system's reader of manual pages.
package enum ManualViewer {
  /// Has `man` show a page on standard output, a screen at a time, and waits until it was read;
  /// false where there is no `man`, or none that reads a page from its standard input, and nothing
  /// was shown.
  ///
  /// What the process itself has written must have left its buffers before.
  package static func show(_ mdoc: String) -> Bool {
    guard let viewer = popen("command -v man >/dev/null && exec man -l - 2>/dev/null", "w") else {
      return false
    }
    // Whoever leaves the page may leave it before all of it was taken. The viewer, which is
    // running, keeps the signal as it was.
    let former = signal(SIGPIPE, SIG_IGN)
    defer { signal(SIGPIPE, former) }
    fputs(mdoc, viewer)
    return pclose(viewer) == 0
  }
}
