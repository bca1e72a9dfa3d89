/// Reads the arguments of a run, without the name of the executable.
///
/// `language` says what texts and names mean; whether a text is a program is asked only about
/// arguments that are otherwise wrong, or that begin with `-`. A wrong argument is an error, never
/// a guess.
package func parseArguments(
  _ arguments: [[UInt8]], of table: CommandTable, in language: LanguageQuestions
) throws(ArgumentsError) -> Invocation {
  guard !arguments.isEmpty else { throw .nothingTyped }
  let choice = try ArgumentParser.findCommand(arguments, table, isProgram: language.isProgram)
  guard case .run(let place) = choice.request else {
    return Invocation(choice.request, command: table.tool)
  }
  let parser = ArgumentParser(table, place: place, language)
  if let help = try parser.readOptions(choice.others) { return help }
  return try parser.invocation()
}

/// The text that an option is given in arguments that may be wrong; nil where it is given none. The
/// message about them is coloured as they ask.
package func requestedText(
  of option: OptionDescription, in arguments: [[UInt8]]
) -> [UInt8]? {
  for (index, argument) in arguments.enumerated() {
    switch ArgumentParser.form(of: argument, among: { [option] }) {
    case .end:
      return nil
    case .option(_, let attached):
      return attached ?? (index + 1 < arguments.count ? arguments[index + 1] : nil)
    case .operand, .unknown:
      continue
    }
  }
  return nil
}

/// The first pass separates options from operands; the second tells the program from the bindings,
/// because `-f` may come last. A class for the same reason as `Invocation`.
final class ArgumentParser {
  /// What an argument is, read by itself.
  enum Form {
    case operand
    /// `--`
    case end
    case option(OptionDescription, attached: [UInt8]?)
    /// It begins with `-` and is no option of these.
    case unknown
  }

  private let table: CommandTable
  let language: LanguageQuestions
  let command: CommandDescription
  /// Where the table has it.
  let place: Int
  private(set) var settings: [Invocation.Setting] = []
  private(set) var operands: [[UInt8]] = []
  /// How many operands stood before `--`: later ones are never options.
  private(set) var operandsBeforeEnd = Int.max

  init(_ table: CommandTable, place: Int, _ language: LanguageQuestions) {
    self.table = table
    self.language = language
    command = table[place]
    self.place = place
  }

  /// The command, which is the first argument that is no option, and all other arguments; or what
  /// is asked of the tool itself.
  static func findCommand(
    _ arguments: [[UInt8]], _ table: CommandTable, isProgram: ([UInt8]) -> Bool
  ) throws(ArgumentsError) -> (request: Invocation.Request, others: [[UInt8]]) {
    var index = 0
    search: while index < arguments.count {
      switch form(of: arguments[index], among: { table.options }) {
      case .operand:
        break search
      case .end:
        index += 1
        break search
      case .option(let option, let attached):
        if option == ParserOptions.version { return (.version, []) }
        index += option.value != nil && attached == nil ? 2 : 1
      case .unknown:
        let argument = arguments[index]
        if Syntax.isOptionShaped(argument) {
          throw .unknownOption(option: argument, command: table.tool, isProgram: false)
        }
        throw .unknownCommand(name: argument, isProgram: isProgram(argument))
      }
    }
    guard index < arguments.count else {
      let help = arguments.first { Syntax.equal($0, "-h") || Syntax.equal($0, "--help") }
      guard let help else { throw .noCommand }
      return (Syntax.equal(help, "-h") ? .shortHelp : .longHelp, [])
    }
    let name = arguments[index]
    guard let place = (0..<table.count).first(where: { Syntax.equal(name, table[$0].name) }) else {
      let isName = Syntax.identifier(name[...]) != nil
      throw .unknownCommand(name: name, isProgram: !isName && isProgram(name))
    }
    var others = arguments
    others.remove(at: index)
    return (.run(place: place), others)
  }

  /// Reads one argument against a list of options, which is made only where a `-` asks for it.
  static func form(of argument: [UInt8], among options: () -> [OptionDescription]) -> Form {
    guard argument.count > 1, argument[0] == Syntax.hyphen else { return .operand }
    if argument[1] == Syntax.hyphen {
      if argument.count == 2 { return .end }
      let body = argument[2...]
      let name = body.prefix { $0 != UInt8(ascii: "=") }
      guard let option = options().first(where: { Syntax.equal(name, $0.name) }) else {
        return .unknown
      }
      let hasValue = name.endIndex < argument.endIndex
      return .option(option, attached: hasValue ? Array(argument[(name.endIndex + 1)...]) : nil)
    }
    let letter = argument[1...1]
    let matches: (OptionDescription) -> Bool = { option in
      option.short.map { Syntax.equal(letter, $0) } ?? false
    }
    guard let option = options().first(where: matches) else { return .unknown }
    if argument.count == 2 { return .option(option, attached: nil) }
    // `-fFILE`. What goes on like a formula (`-f^2`, `-f(x)`) is a program: no file is named so;
    // and `-exp(x)` is never `-e` with a program `xp(x)`.
    guard option.value != nil, option.requirement != .program,
      !"^*+( ".utf8.contains(argument[2])
    else { return .unknown }
    return .option(option, attached: Array(argument[2...]))
  }

  /// Sorts arguments into options and operands; returns at once where help is asked for.
  func readOptions(_ arguments: [[UInt8]]) throws(ArgumentsError) -> Invocation? {
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      index += 1
      guard operandsBeforeEnd == Int.max else {
        operands.append(argument)
        continue
      }
      switch Self.form(of: argument, among: { command.options }) {
      case .operand:
        operands.append(argument)
      case .end:
        operandsBeforeEnd = operands.count
      case .unknown:
        guard mayBeOperand(argument, among: arguments) else {
          let isAlone = !hasProgram(arguments)
          throw .unknownOption(
            option: argument, command: command, isProgram: isAlone && language.isProgram(argument))
        }
        operands.append(argument)
      case .option(let option, let attached):
        if option == ParserOptions.help, attached == nil {
          return Invocation(
            Syntax.equal(argument, "-h") ? .shortHelp : .longHelp, command: command)
        }
        let following = attached == nil && index < arguments.count ? arguments[index] : nil
        if try set(option, attached: attached, following: following) { index += 1 }
      }
    }
    try checkRelations()
    return nil
  }

  /// Stores an option. The result says whether `following`, the next argument, is its value.
  private func set(
    _ option: OptionDescription, attached: [UInt8]?, following: [UInt8]?
  ) throws(ArgumentsError) -> Bool {
    if !option.repeats, isSet(option) {
      throw .optionGivenTwice(option)
    }
    guard option.value != nil else {
      if let attached { throw .unexpectedValue(option: option.name, value: attached) }
      settings.append(Invocation.Setting(option: option, text: []))
      return false
    }
    guard let value = attached ?? following else { throw .missingValue(option) }
    // `--mode --trace`: the value was forgotten. A negative number or `-` is a value.
    if attached == nil {
      switch Self.form(of: value, among: { command.options }) {
      case .option, .end: throw .missingValue(option)
      case .operand, .unknown: break
      }
    }
    if let problem = option.problem(with: value) { throw problem }
    settings.append(Invocation.Setting(option: option, text: value))
    return attached == nil
  }

  /// Whether an argument that begins with `-` and is no option is taken as an operand.
  ///
  /// `-x^2` has not the shape of an option, so its mistakes are those of a program. `-x` and `--x`
  /// are programs only where none was given yet. `--trac` and `-help` could be parsed, too, but are
  /// mistyped options unless a binding shows that they name an input.
  private func mayBeOperand(_ argument: [UInt8], among arguments: [[UInt8]]) -> Bool {
    guard Syntax.isOptionShaped(argument) else { return true }
    guard command.takesProgram, !isProgramGiven,
      operands.allSatisfy({ Syntax.binding($0) != nil })
    else { return false }
    if isOptionElsewhere(argument) || !Suggestions.options(like: argument, of: command).isEmpty {
      let word = String(decoding: argument.drop { $0 == Syntax.hyphen }, as: UTF8.self)
      guard arguments.contains(where: { Syntax.binding($0)?.name == word }) else { return false }
    }
    return language.isProgram(argument)
  }

  /// Whether an argument is spelled as an option of another command.
  private func isOptionElsewhere(_ argument: [UInt8]) -> Bool {
    if argument.count > 2, case .option = Self.form(of: argument, among: { self.table.options }) {
      return true
    }
    return false
  }

  /// Whether a program is given by an argument other than one that looks like an option.
  private func hasProgram(_ arguments: [[UInt8]]) -> Bool {
    !command.takesProgram || isProgramGiven
      || arguments.contains { !Syntax.isOptionShaped($0) && Syntax.binding($0) == nil }
  }

  /// Whether an option gives the program.
  private var isProgramGiven: Bool {
    isSet(ParserOptions.file) || isSet(ParserOptions.expression)
  }

  func isSet(_ option: OptionDescription) -> Bool {
    settings.contains { $0.option == option }
  }

  /// Options that need or exclude one another.
  private func checkRelations() throws(ArgumentsError) {
    for setting in settings {
      let option = setting.option
      if let other = option.needs, !isSet(other) {
        throw .optionNeeds(option: option.name, other: other)
      }
      for other in option.excludes where isSet(other) {
        throw .optionsExclude(option: option.name, other: other.name)
      }
    }
    let readers = settings.filter {
      $0.option.requirement == .inputFile && $0.text == [Syntax.hyphen]
    }
    if readers.count > 1 { throw .standardInputTwice }
  }
}
