import Numerics

/// The line on a terminal's standard error that says how far a run is: rows, rate, time left.
struct RowProgress {
  private let output: ByteOutput
  private let isShown: Bool
  /// The size of the file that is read.
  private let size: Int?
  private let start: Double
  private var shownLast: Double
  private var hasLine = false

  /// Seconds between two lines, and before the first.
  private static let interval = 0.5

  init(_ session: Session, size: Int?) {
    output = session.streams.error
    // On one terminal the rows themselves show how far the run is.
    isShown =
      output.isTerminal && !session.streams.output.isTerminal
      && !session[Options.quiet]
    self.size = size
    start = RowProgress.now
    shownLast = start
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// - Parameter offset: how far the file was read for these rows.
  mutating func update(rows: Int, offset: Int) {
    guard isShown else { return }
    let now = RowProgress.now
    guard now - shownLast >= RowProgress.interval else { return }
    shownLast = now
    hasLine = true
    let elapsed = now - start
    var line = "\r\(rows) rows, \(RowProgress.short(Double(rows) / elapsed)) rows/s"
    if let size, size > 0, offset > 0 {
      let left = elapsed * (Double(size) / Double(offset) - 1)
      line += ", \(100 * offset / size) %, \(RowProgress.time(max(0, left))) left"
    }
    try? output.write(line + "\u{1b}[K")
    try? output.flush()
  }

  /// Removes the line, so that messages begin in the first column.
  mutating func finish() {
    guard hasLine else { return }
    hasLine = false
    try? output.write("\r\u{1b}[K")
    try? output.flush()
  }

  /// A rate in thousands or millions.
  private static func short(_ number: Double) -> String {
    let (scaled, unit) =
      number >= 1e6 ? (number / 1e6, " M") : number >= 1e3 ? (number / 1e3, " k") : (number, "")
    return DecimalWriter.text(scaled, significantDigits: 3) + unit
  }

  private static func time(_ seconds: Double) -> String {
    let whole = Int(min(seconds, 1e9) + 0.5)
    if whole >= 3600 { return "\(whole / 3600) h \(whole % 3600 / 60) min" }
    return whole >= 60 ? "\(whole / 60) min \(whole % 60) s" : "\(whole) s"
  }
}
