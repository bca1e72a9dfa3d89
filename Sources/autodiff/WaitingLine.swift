import Numerics

/// The line on a terminal's standard error that says that a run goes on, while it prints nothing.
///
/// A thread of its own writes it, so that nothing that computes knows of it. The cursor stays in
/// the first column: whatever ends the process, the next text stands over the line.
///
/// Unchecked: the properties that change are used under the lock.
final class WaitingLine: @unchecked Sendable {
  private let command: String
  private let lock = Lock()
  private var isOver = false
  private var hasLine = false

  /// Seconds before the line, and between two of them.
  private static let interval = 1

  /// Starts the line, where standard error is a terminal and rows do not have one of their own.
  /// Whoever starts it ends it.
  static func start(_ session: Session) -> WaitingLine? {
    let error = session.streams.error
    let command = session.invocation.command
    guard error.isTerminal, command.takesProgram,
      !session[Options.quiet], session[Options.rows] == nil
    else { return nil }
    let line = WaitingLine(command: command.name)
    for stream in [session.streams.output, error] where stream.isTerminal {
      stream.willWrite = { line.end() }
    }
    _ = Platform.startThread { line.run() }
    return line
  }

  private init(command: String) { self.command = command }

  private func run() {
    var seconds = 0
    while true {
      sleep(UInt32(WaitingLine.interval))
      seconds += WaitingLine.interval
      lock.lock()
      defer { lock.unlock() }
      if isOver { return }
      hasLine = true
      write("\(command): at work for \(seconds) s; Ctrl-C ends it\r")
    }
  }

  /// Removes the line for good, before anything is written.
  func end() {
    lock.lock()
    defer { lock.unlock() }
    guard !isOver else { return }
    isOver = true
    if hasLine { write("\u{1b}[K") }
  }

  /// Straight to the terminal: the stream's buffer belongs to the thread that computes.
  private func write(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { ByteOutput.write($0, to: 2) }
  }
}
