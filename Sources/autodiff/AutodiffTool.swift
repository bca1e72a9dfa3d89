import Arguments
import Diagnostics
import Numerics

/// The tool, from arguments to exit status.
enum AutodiffTool {
  /// Every command, with what runs it.
  private static let commands:
    [(name: String, run: @Sendable (Session) throws(Failure) -> ExitStatus)] = [
      ("eval", EvaluateCommand.run),
      ("grad", GradientCommand.run),
      ("check", CheckCommand.run),
      ("jacobian", JacobianCommand.run),
      ("hessian", HessianCommand.run),
      ("jvp", ProductCommands.tangents),
      ("vjp", ProductCommands.adjoints),
      ("hvp", ProductCommands.hessian),
      ("taylor", TaylorCommand.run),
      ("diff", DiffCommand.run),
      ("emit", EmitCommand.run),
      ("graph", GraphCommand.run),
      ("functions", FunctionsCommand.run),
      ("help", HelpCommand.run),
      ("man", ManualCommand.run),
      ("version", VersionCommand.run),
    ]

  static func run(arguments: [[UInt8]], streams: Streams) -> ExitStatus {
    do throws(Failure) {
      let invocation: Invocation
      do {
        invocation = try parseArguments(arguments, isProgram: ProgramReader.isProgram)
      } catch {
        throw .arguments(error)
      }
      let status = try answer(Session(invocation: invocation, streams: streams))
      try streams.output.flush()
      try streams.error.flush()
      return status
    } catch {
      let color = Session.color(of: requestedColor(in: arguments), streams.error)
      return report(error, color, streams)
    }
  }

  private static func answer(_ session: Session) throws(Failure) -> ExitStatus {
    if let help = session.invocation.help {
      try session.streams.output.write(help)
      return .done
    }
    if session.invocation.flag("version") { return try VersionCommand.run(session) }
    let name = session.invocation.command.name
    guard let command = commands.first(where: { $0.name == name }) else {
      preconditionFailure("every described command has one that runs it")
    }
    WaitingLine.start(session)
    return try command.run(session)
  }

  /// What was printed stays printed; then the message, on standard error.
  private static func report(_ failure: Failure, _ color: Bool, _ streams: Streams) -> ExitStatus {
    if case .output = failure {} else { try? streams.output.flush() }
    if case .arguments(.nothingTyped) = failure {
      try? streams.error.write(Help.short(Commands.tool))
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

  init(invocation: Invocation, streams: Streams) {
    self.invocation = invocation
    self.streams = streams
  }

  var color: Bool { Session.color(of: invocation.value("color"), streams.error) }

  /// Whether messages are coloured: as `--color` says, else as the terminal and the environment
  /// say.
  static func color(of choice: String?, _ stream: ByteOutput) -> Bool {
    switch choice {
    case "always": return true
    case "never": return false
    default: break
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
    guard !findings.isEmpty, !invocation.flag("quiet") else { return }
    try streams.output.flush()
    let renderer = DiagnosticRenderer(color: color)
    for finding in findings { try streams.error.write(renderer.render(finding)) }
  }

  /// What a run without failures ends with: with `--strict`, findings count and so do results that
  /// are not finite, explained or not.
  func status(_ findings: [Diagnostic], numbers: [Double]...) -> ExitStatus {
    let isTroubled = !findings.isEmpty || numbers.contains { $0.contains { !$0.isFinite } }
    return invocation.flag("strict") && isTroubled ? .notFinite : .done
  }

  func status(_ findings: [Diagnostic], results: [Matrix]) -> ExitStatus {
    let isTroubled = !findings.isEmpty || results.contains { !$0.isFinite }
    return invocation.flag("strict") && isTroubled ? .notFinite : .done
  }
}
