import Arguments
import Diagnostics
import Manual
import Numerics
import Reports

/// The tool, from arguments to exit status.
enum AutodiffTool {
  static func run(arguments: [[UInt8]], streams: Streams) -> ExitStatus {
    do throws(Failure) {
      let invocation: Invocation
      do {
        invocation = try parseArguments(
          arguments, of: Command.table, in: ProgramReader.questions)
      } catch {
        throw .arguments(error)
      }
      let status = try answer(Session(invocation: invocation, streams: streams))
      try streams.output.flush()
      try streams.error.flush()
      return status
    } catch {
      let color = Session.color(of: Session.requestedColor(in: arguments), streams.error)
      return report(error, color, streams)
    }
  }

  private static func answer(_ session: Session) throws(Failure) -> ExitStatus {
    let command = session.invocation.command
    switch session.invocation.request {
    case .run(let place):
      let line = WaitingLine.start(session)
      defer { line?.end() }
      return try Command.all[place].run(session)
    case .version: return try VersionCommand.run(session)
    case .shortHelp: try session.streams.output.write(Help(Command.table).short(command))
    case .longHelp: try session.streams.output.write(Help(Command.table).long(command))
    }
    return .done
  }

  /// What was printed stays printed; then the message, on standard error.
  private static func report(_ failure: Failure, _ color: Bool, _ streams: Streams) -> ExitStatus {
    if case .output = failure {} else { try? streams.output.flush() }
    if case .arguments(.nothingTyped) = failure {
      try? streams.error.write(Help(Command.table).short(Command.tool))
    } else {
      try? streams.error.write(
        DiagnosticRenderer(color: color).render(failure.diagnostic))
    }
    try? streams.error.flush()
    return failure.status
  }
}

/// One run of a command: what was asked, and where the answer goes.
final class Session {
  let invocation: Invocation
  let streams: Streams

  /// The format of reports; what is no report has one of its own.
  let format: ReportFormat
  /// Whether there was anything to warn of, printed or not.
  private var hasWarned = false

  init(invocation: Invocation, streams: Streams) {
    self.invocation = invocation
    self.streams = streams
    format =
      switch invocation[Options.format] {
      case .report(let format): format
      case .picture, .npy, nil: .usual
      }
  }

  /// The value of an option, as it was given or as it is where it was not.
  subscript<Value>(option: Option<Value>) -> Value { invocation[option] }

  var color: Bool { Session.color(of: self[Options.color], streams.error) }

  /// What `--color` says in arguments that may be wrong.
  static func requestedColor(in arguments: [[UInt8]]) -> ColorChoice {
    let text = requestedText(of: Options.color.description, in: arguments)
    return Options.color.read(text.map { [$0] } ?? [])
  }

  /// Whether messages are coloured: as `--color` says, else as the terminal and the environment
  /// say.
  static func color(of choice: ColorChoice, _ stream: ByteOutput) -> Bool {
    switch choice {
    case .always: return true
    case .never: return false
    case .auto: break
    }
    if let force = environment("CLICOLOR_FORCE"), force != "0" { return true }
    if let no = environment("NO_COLOR"), !no.isEmpty { return false }
    return stream.isTerminal && environment("TERM") != "dumb"
  }

  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// Prints warnings on standard error, unless `--quiet`.
  func warn(_ findings: [Diagnostic]) throws(Failure) {
    hasWarned = hasWarned || findings.contains { $0.severity == .warning }
    guard !findings.isEmpty, !self[Options.quiet] else { return }
    try streams.output.flush()
    let renderer = DiagnosticRenderer(color: color)
    for finding in findings { try streams.error.write(renderer.render(finding)) }
  }

  /// What a run without failures ends with: with `--strict`, findings count and so do results that
  /// are not finite, explained or not.
  func status(_ findings: [Diagnostic], numbers: AnswerNumbers) -> ExitStatus {
    let isTroubled = hasWarned || !findings.isEmpty || !numbers.areFinite
    return self[Options.strict] && isTroubled ? .notFinite : .done
  }
}
