/// What the program says of itself: the one place that holds the version and its date.
package enum Release {
  package static let version = "0.1.0"

  /// The day on which the pages in `man/` were last changed, as mdoc's `.Dd` writes it.
  package static let date = "November 21, 2026"

  /// What `autodiff version` prints.
  package static let line = "autodiff " + version
}
