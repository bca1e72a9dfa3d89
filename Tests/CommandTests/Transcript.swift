/// A session with the tool as text: commands, and what a person sees after each of them.
///
/// ```
/// # A comment. It stands at the beginning, or after a blank line.
/// $ autodiff eval 'sin(' x=1
/// error: …
/// ? 3
/// ```
///
/// A line `$ COMMAND` is run by the shell. The lines below it are standard output and standard
/// error in the order in which they were written; `? N` after them is an exit status other than 0.
/// The output ends at the next `$ `, or at a blank line that is followed by `$ `, a comment or the
/// end.
struct Transcript: Equatable, Sendable {
  /// What a command did.
  struct Outcome: Equatable, Sendable {
    /// Standard output and standard error, by lines.
    var lines: [String]
    var status: Int
  }

  struct Step: Equatable, Sendable {
    /// Comments and blank lines that stand before the command.
    var preface: [String]
    var command: String
    var outcome: Outcome
    /// The number of the command's line, from 1.
    var line: Int
  }

  var steps: [Step]
  /// Comments and blank lines after the last step.
  var ending: [String]

  init(_ lines: [String]) {
    var reader = TranscriptReader(lines: lines)
    (steps, ending) = reader.read()
  }

  init(text: String) {
    self.init(text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
  }

  var lines: [String] { steps.flatMap(\.lines) + ending }

  var text: String { lines.joined(separator: "\n") }
}

extension Transcript.Step {
  var lines: [String] { preface + ["$ " + command] + outcome.lines + statusLine }

  private var statusLine: [String] { outcome.status == 0 ? [] : ["? \(outcome.status)"] }

  /// The comments before the command, without `#`.
  var comments: [String] {
    preface.filter { $0.hasPrefix("#") }.map {
      $0.dropFirst().trimmingPrefix(while: { $0 == " " }).description
    }
  }
}

extension Transcript.Outcome {
  /// The outcome as a transcript shows it, for messages.
  var shown: String {
    (lines + (status == 0 ? [] : ["? \(status)"])).joined(separator: "\n")
  }
}

/// Reads a transcript line by line.
private struct TranscriptReader {
  let lines: [String]
  var index = 0

  mutating func read() -> ([Transcript.Step], [String]) {
    var steps: [Transcript.Step] = []
    while true {
      let preface = readPreface()
      guard index < lines.count else { return (steps, preface) }
      let line = index + 1
      let command = String(lines[index].dropFirst(2))
      index += 1
      steps.append(
        .init(preface: preface, command: command, outcome: readOutcome(), line: line))
    }
  }

  /// Everything up to the next command.
  private mutating func readPreface() -> [String] {
    let start = index
    while index < lines.count, !lines[index].hasPrefix("$ ") { index += 1 }
    return Array(lines[start..<index])
  }

  private mutating func readOutcome() -> Transcript.Outcome {
    let start = index
    while index < lines.count, !endsOutput { index += 1 }
    var output = Array(lines[start..<index])
    guard let last = output.last, last.hasPrefix("? "), let status = Int(last.dropFirst(2)) else {
      return .init(lines: output, status: 0)
    }
    output.removeLast()
    return .init(lines: output, status: status)
  }

  /// Whether the current line is no output any more.
  private var endsOutput: Bool {
    if lines[index].hasPrefix("$ ") { return true }
    guard lines[index].isEmpty else { return false }
    guard let next = lines[index...].first(where: { !$0.isEmpty }) else { return true }
    return next.hasPrefix("$ ") || next.hasPrefix("#")
  }
}
