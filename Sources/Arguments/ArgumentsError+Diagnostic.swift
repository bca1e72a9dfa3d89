import Diagnostics

/// The message for a mistake on the command line: what is wrong in the user's words, and an edit
/// that works.
package func diagnostic(for error: ArgumentsError, of table: CommandTable) -> Diagnostic {
  let (headline, helps) = error.text(of: table)
  return Diagnostic(.error, headline, helps: helps)
}

extension ArgumentsError {
  fileprivate typealias Text = (headline: String, helps: [String])

  fileprivate func text(of table: CommandTable) -> Text {
    switch self {
    case .nothingTyped, .noCommand:
      ("no command given", ["`autodiff -h` lists the commands"])
    case .unknownCommand(let name, let isProgram):
      Self.unknownCommand(name, isProgram: isProgram, table)
    case .unknownOption(let option, let command, let isProgram):
      Self.unknownOption(option, command: command, isProgram: isProgram, table)
    case .missingValue(let option):
      ("`--\(option.name)` needs a value", [option.usage])
    case .unexpectedValue(let option, let value):
      (
        "`--\(option)` takes no value, but is given `\(Suggestions.shown(value))`",
        ["write `--\(option)` alone"]
      )
    case .badChoice(let option, let value, let choices):
      Self.badChoice(option, value, among: choices)
    case .badValue(let option, let value):
      (
        "`--\(option.name)` needs \(option.requirement.phrase), not `\(Suggestions.shown(value))`",
        [option.usage]
      )
    case .badNames(let option, let value):
      (
        "`--\(option)` needs names separated by commas, not `\(Suggestions.shown(value))`",
        ["write `--\(option) x,y`"]
      )
    case .badRange(let value):
      (
        "`--range` needs NAME=LOW:HIGH, not `\(Suggestions.shown(value))`",
        ["write `--range x=0:1`"]
      )
    case .emptyRange(let range):
      Self.emptyRange(range)
    case .optionGivenTwice(let option):
      Self.optionGivenTwice(option)
    case .optionsExclude(let option, let other):
      ("`--\(option)` and `--\(other)` cannot go together", ["leave one of them out"])
    case .optionNeeds(let option, let other):
      ("`--\(option)` needs `--\(other.name)`", [other.usage])
    case .standardInputTwice:
      (
        "standard input cannot hold two of the program, the bindings and the rows",
        ["put one of them in a file, or the bindings on the command line"]
      )
    case .noProgram(let command):
      Self.noProgram(command)
    case .programTwice(let given, let isFile, let program):
      (
        "two programs: \(isFile ? "the file " : "")`\(Suggestions.shown(given))` and "
          + "`\(Suggestions.shown(program))`",
        ["with `-\(isFile ? "f" : "e")` every other argument is a binding NAME=VALUE"]
      )
    case .onlyBindings(let command, let bindings):
      Self.onlyBindings(command, bindings)
    case .severalPrograms(let parts, let definitions, let command, let joined, let bindings):
      (
        definitions == 1
          ? "`\(Suggestions.shown(parts[0]))` is a definition beside the program "
            + "`\(Suggestions.shown(parts[1]))`"
          : "two \(definitions > 1 ? "definitions" : "programs"): "
            + "`\(Suggestions.shown(parts[0]))` and `\(Suggestions.shown(parts[1]))`",
        [
          "join them with `;`: "
            + "`\(Suggestions.commandLine(command, joined ?? Array("…".utf8), bindings))`"
        ]
      )
    case .notABinding(let argument, let command, let quoted, let bindings):
      Self.notABinding(argument, command: command, quoted: quoted, bindings: bindings)
    case .bindingWithoutValue(let name, let value):
      Self.bindingWithoutValue(name, value)
    case .duplicateBinding(let name):
      ("`\(name)` is bound twice", ["keep one of the two values"])
    case .boundAndRanged(let name):
      (
        "`\(name)` has both a binding and a range",
        ["leave out the binding to draw it, or `--range` to keep it fixed"]
      )
    case .duplicateRange(let name):
      ("`\(name)` has two ranges", ["keep one of them"])
    case .unexpectedOperand(let argument, let command):
      Self.unexpectedOperand(argument, command: command)
    }
  }

  private static func unknownCommand(
    _ name: [UInt8], isProgram: Bool, _ table: CommandTable
  ) -> Text {
    let headline = "unknown command `\(Suggestions.shown(name))`"
    guard !isProgram else {
      return (headline, ["to evaluate it: `\(Suggestions.commandLine("eval", name, []))`"])
    }
    let word = String(decoding: name, as: UTF8.self)
    return (
      headline,
      [
        Suggestions.didYouMean(
          word, table.commands.map { $0.name }, Synonyms.commands, listing: "-h")
      ]
    )
  }

  private static func unknownOption(
    _ option: [UInt8], command: CommandDescription, isProgram: Bool, _ table: CommandTable
  ) -> Text {
    let typed = option.prefix { $0 != UInt8(ascii: "=") }
    let headline = "unknown option `\(Suggestions.shown(Array(typed)))`"
    var helps: [String] = []
    let similar = Suggestions.options(like: option, of: command)
    let word = String(decoding: typed.drop { $0 == Syntax.hyphen }, as: UTF8.self)
    let owners = table.commands.filter { other in
      other != command && other.options.contains { $0.name == word }
    }
    if !owners.isEmpty, similar != [word] {
      let names = owners.map { "`\($0.name)`" }.joined(separator: ", ")
      helps.append("`--\(word)` is an option of \(names)")
    } else if !similar.isEmpty {
      let names = similar.map { "`--\($0)`" }.joined(separator: " or ")
      helps.append("did you mean \(names)?")
    }
    if isProgram, !command.isTool {
      helps.append("for a program: `\(Suggestions.commandLine(command.name, option, []))`")
    }
    if helps.isEmpty { helps.append("`\(command.invocationName) -h` lists the options") }
    return (headline, helps)
  }

  private static func badChoice(_ option: String, _ value: [UInt8], among choices: [String]) -> Text
  {
    let typed = Suggestions.shown(value)
    let headline = "`--\(option)` cannot be `\(typed)`"
    if let nearest = Suggestions.nearest(to: typed, among: choices) {
      return (headline, ["did you mean `\(nearest)`?"])
    }
    return (headline, ["it is one of " + choices.map { "`\($0)`" }.joined(separator: ", ")])
  }

  private static func emptyRange(_ range: NamedRange) -> Text {
    let low = Suggestions.shown(range.low)
    let high = Suggestions.shown(range.high)
    return (
      "the range of `\(range.name)` is empty: `\(low)` is not below `\(high)`",
      low == high
        ? ["write `\(range.name)=\(low)` as a binding"]
        : ["write `--range \(range.name)=\(high):\(low)`"]
    )
  }

  private static func optionGivenTwice(_ option: OptionDescription) -> Text {
    let isList = option.requirement == .names
    return (
      "`--\(option.name)` is given twice",
      [isList ? "separate names by commas: `--\(option.name) x,y`" : "keep one of the two"]
    )
  }

  private static func noProgram(_ command: CommandDescription) -> Text {
    var helps = ["write it in quotes, or `-f FILE` to read it from a file"]
    if let example = command.examples.first?.command {
      helps.append("for example `\(example)`")
    }
    return ("no program given", helps)
  }

  private static func onlyBindings(_ command: CommandDescription, _ bindings: [[UInt8]]) -> Text {
    var names: [String] = []
    for binding in bindings { names += Syntax.binding(binding).map { [$0.name] } ?? [] }
    let formula = Array(names.prefix(8).joined(separator: " + ").utf8)
    let shown = bindings.count > 8 ? [] : bindings
    return (
      "no program, only bindings",
      [
        "add the formula to compute, for example "
          + "`\(Suggestions.commandLine(command.name, formula, shown))`"
      ]
    )
  }

  private static func notABinding(
    _ argument: [UInt8], command: String, quoted: [UInt8]?, bindings: [[UInt8]]
  ) -> Text {
    let headline = "`\(Suggestions.shown(argument))` is not a binding NAME=VALUE"
    if let single = Syntax.bindingWithTwoSigns(argument) {
      return (headline, ["write `\(Suggestions.quoted(single))`"])
    }
    let program = quoted ?? Array("…".utf8)
    let line = Suggestions.commandLine(command, program, bindings)
    return (headline, ["put the whole program in quotes: `\(line)`"])
  }

  private static func bindingWithoutValue(_ name: String, _ value: [UInt8]) -> Text {
    let helps =
      value.isEmpty
      ? ["write `\(name)=VALUE`, for example `\(name)=1`"]
      : ["write it without blanks: `\(name)=\(Suggestions.quoted(value))`"]
    return ("`\(name)` is given no value", helps)
  }

  private static func unexpectedOperand(
    _ argument: [UInt8], command: CommandDescription
  ) -> Text {
    let takes =
      switch command.operands {
      case .one(let operand): "takes one \(operand)"
      case .none, .program: "takes no arguments"
      }
    return (
      "unexpected argument `\(Suggestions.shown(argument))`",
      ["`\(command.invocationName)` \(takes)"]
    )
  }
}

extension OptionDescription {
  /// How the option is written, and what for.
  fileprivate var usage: String {
    "`--\(name)\(value.map { " " + $0 } ?? "")`: \(summary)"
  }
}

extension OptionDescription.Requirement {
  /// What the value must be: `a number above 0`.
  fileprivate var phrase: String {
    switch self {
    case .none: "no value"
    case .text: "a text"
    case .program: "a program"
    case .inputFile: "a file's name"
    case .name: "a name"
    case .names: "names separated by commas"
    case .choice: "one of its choices"
    case .character: "one character that is no letter, digit, sign, `#` or `\"`, or `tab`"
    case .range: "NAME=LOW:HIGH"
    case .namedFile: "NAME=FILE"
    case .namedValue: "NAME=VALUE"
    case .positiveNumber: "a number above 0"
    case .nonNegativeNumber: "a number, 0 or above"
    case .wholeNumber(let range):
      range.upperBound < 1000
        ? "a whole number from \(range.lowerBound) to \(range.upperBound)"
        : "a whole number, \(range.lowerBound) or above"
    }
  }
}
