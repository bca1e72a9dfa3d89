/// A command line that has been understood: the command, its program and bindings, its options.
///
/// Values of options have already met their requirements; an accessor gives nil only where the
/// option was not given.
package struct Invocation: Sendable {
  /// `Commands.tool` where no command was named (`autodiff -h`).
  package let command: CommandDescription
  /// The program as typed, which need not be valid UTF-8; nil where `--file` names one, or the
  /// command reads none.
  package let program: [UInt8]?
  package let bindings: [Binding]
  /// The operands of a command that reads no program: at most one.
  package let operands: [String]
  /// `-h` was given: nothing else counts.
  package let wantsShortHelp: Bool
  /// `--help` was given: nothing else counts.
  package let wantsLongHelp: Bool
  let settings: [Setting]

  /// An option as it was given; a flag has no value.
  struct Setting: Sendable {
    let option: OptionDescription
    let value: [UInt8]?
  }

  init(
    command: CommandDescription, program: [UInt8]? = nil,
    bindings: [Binding] = [], operands: [String] = [],
    settings: [Setting] = [], wantsShortHelp: Bool = false, wantsLongHelp: Bool = false
  ) {
    self.command = command
    self.program = program
    self.bindings = bindings
    self.operands = operands
    self.settings = settings
    self.wantsShortHelp = wantsShortHelp
    self.wantsLongHelp = wantsLongHelp
  }

  package func flag(_ option: String) -> Bool {
    settings.contains { $0.option.name == option }
  }

  /// The value as typed: a file's name need not be valid UTF-8.
  package func bytes(_ option: String) -> [UInt8]? {
    settings.first { $0.option.name == option }?.value
  }

  package func value(_ option: String) -> String? {
    bytes(option).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The values of an option that may be given more than once, in order.
  package func values(_ option: String) -> [String] {
    settings.filter { $0.option.name == option }.compactMap {
      $0.value.map { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// The names of `--wrt` or `--output`, in order.
  package func names(_ option: String) -> [String]? {
    bytes(option).flatMap { Syntax.names($0) }
  }

  package func integer(_ option: String) -> Int? {
    bytes(option).flatMap { Syntax.wholeNumber($0) }
  }

  package func number(_ option: String) -> Double? {
    bytes(option).flatMap { Syntax.number($0) }
  }

  /// The intervals of `--range`, in order, each name once.
  package var ranges: [NamedRange] {
    settings.compactMap { setting in
      setting.option.name == "range" ? setting.value.flatMap { NamedRange($0) } : nil
    }
  }

  /// The files of `--save`, in order.
  package var savedFiles: [Binding] { namedValues("save") }

  /// The `NAME=…` values of an option that may be given more than once, in order.
  package func namedValues(_ option: String) -> [Binding] {
    settings.compactMap { setting in
      setting.option.name == option ? setting.value.flatMap { Syntax.binding($0) } : nil
    }
  }

  /// The text that `-h` or `--help` asks for; nil where neither was given.
  package var help: String? {
    if wantsShortHelp { return Help.short(command) }
    return wantsLongHelp ? Help.long(command) : nil
  }
}
