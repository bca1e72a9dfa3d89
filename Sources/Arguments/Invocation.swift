/// A command line that has been understood: the command, its program and bindings, its options.
///
/// Values of options have already met their requirements. A class, because copying a struct of
/// these arrays asks the runtime for the type of each.
package final class Invocation: Sendable {
  /// What is asked for.
  package enum Request: Sendable, Equatable {
    /// The command at this place of the table is to run.
    case run(place: Int)
    /// `-h`: nothing else counts.
    case shortHelp
    /// `--help`: nothing else counts.
    case longHelp
    /// `--version` in place of a command.
    case version
  }

  package let request: Request
  /// The tool's description where no command was named (`autodiff -h`).
  package let command: CommandDescription
  /// The program as typed, which need not be valid UTF-8; nil where `--file` names one, or the
  /// command reads none.
  package let program: [UInt8]?
  package let bindings: [Binding]
  /// The operands of a command that reads no program: at most one.
  package let operands: [String]
  let settings: [Setting]

  /// An option as it was given; the text of a flag is empty.
  struct Setting: Sendable {
    let option: OptionDescription
    let text: [UInt8]
  }

  init(
    _ request: Request, command: CommandDescription, program: [UInt8]? = nil,
    bindings: [Binding] = [], operands: [String] = [], settings: [Setting] = []
  ) {
    self.request = request
    self.command = command
    self.program = program
    self.bindings = bindings
    self.operands = operands
    self.settings = settings
  }

  /// The texts that an option was given, in order: none where it was not given.
  package func texts(of option: OptionDescription) -> [[UInt8]] {
    var texts: [[UInt8]] = []
    for setting in settings where setting.option == option { texts.append(setting.text) }
    return texts
  }
}
