import Arguments
import Numerics

/// What the value of an option looks like and what it is read as.
///
/// Reading meets only texts that fit the requirement.
struct OptionForm<Value>: Sendable {
  let requirement: OptionDescription.Requirement
  let choices: @Sendable () -> [String]
  /// How the value that counts without the option is written; empty where there is none.
  let usual: @Sendable () -> String
  let read: @Sendable ([[UInt8]]) -> Value

  init(
    _ requirement: OptionDescription.Requirement,
    choices: @escaping @Sendable () -> [String] = { [] },
    usual: @escaping @Sendable () -> String = { "" },
    read: @escaping @Sendable ([[UInt8]]) -> Value
  ) {
    self.requirement = requirement
    self.choices = choices
    self.usual = usual
    self.read = read
  }
}

extension OptionForm<Bool> {
  /// No value: whether it was given.
  static var flag: OptionForm { OptionForm(.none) { !$0.isEmpty } }
}

extension OptionForm<[UInt8]?> {
  /// A text, which need not be valid UTF-8.
  static var text: OptionForm { OptionForm(.text) { $0.first } }

  /// The name of a file that is read; `-` is standard input.
  static var inputFile: OptionForm { OptionForm(.inputFile) { $0.first } }
}

extension OptionForm<String> {
  /// A name of the language.
  static func name(usual: String) -> OptionForm {
    OptionForm(.name, usual: { usual }) { $0.first.flatMap { Syntax.names($0)?.first } ?? usual }
  }
}

extension OptionForm<[String]?> {
  /// Names separated by commas, in order.
  static var names: OptionForm {
    OptionForm(.names) { $0.first.flatMap { Syntax.names($0) } }
  }
}

extension OptionForm<Int?> {
  static func wholeNumber(_ range: ClosedRange<Int>) -> OptionForm {
    OptionForm(.wholeNumber(range)) { $0.first.flatMap { Syntax.wholeNumber($0) } }
  }
}

extension OptionForm<Int> {
  static func wholeNumber(_ range: ClosedRange<Int>, usual: Int) -> OptionForm {
    OptionForm(.wholeNumber(range), usual: { String(usual) }) {
      $0.first.flatMap { Syntax.wholeNumber($0) } ?? usual
    }
  }
}

extension OptionForm<Double?> {
  static var positiveNumber: OptionForm {
    OptionForm(.positiveNumber) { $0.first.flatMap { Syntax.number($0) } }
  }
}

extension OptionForm<Double> {
  static func nonNegativeNumber(usual: Double) -> OptionForm {
    OptionForm(.nonNegativeNumber, usual: { prose(usual) }) {
      $0.first.flatMap { Syntax.number($0) } ?? usual
    }
  }

  /// As sentences have it: `1e-6`, where results have an exponent of two digits.
  private static func prose(_ number: Double) -> String {
    DecimalWriter.text(number).split(separator: "e-0").joined(separator: "e-")
  }
}

extension OptionForm<UInt8?> {
  /// A character that can stand between fields or digits.
  static var character: OptionForm {
    OptionForm(.character) { $0.first.flatMap { Syntax.character($0) } }
  }
}

extension OptionForm<[NamedRange]> {
  /// `NAME=LOW:HIGH`, any number of them, in order.
  static var ranges: OptionForm {
    OptionForm(.range) { $0.compactMap { NamedRange($0) } }
  }
}

extension OptionForm<[Binding]> {
  /// `NAME=FILE`, any number of them, in order.
  static var namedFiles: OptionForm {
    OptionForm(.namedFile) { $0.compactMap { Syntax.binding($0) } }
  }

  /// `NAME=VALUE`, any number of them, in order.
  static var namedValues: OptionForm {
    OptionForm(.namedValue) { $0.compactMap { Syntax.binding($0) } }
  }
}

// MARK: - Choices

extension OptionForm where Value: Choice {
  /// One of the choices; without the option the usual one.
  static func choice(usual: Value) -> OptionForm {
    OptionForm(
      .choice, choices: { Value.allCases.map { $0.spelling } }, usual: { usual.spelling }
    ) {
      $0.first.flatMap { Value.spelled(String(decoding: $0, as: UTF8.self)) } ?? usual
    }
  }
}

extension OptionForm {
  /// One of the choices, or of some of them; nil without the option.
  static func choice<Chosen: Choice>(
    among choices: @autoclosure @escaping @Sendable () -> [Chosen] = Chosen.allCases
  ) -> OptionForm where Value == Chosen? {
    OptionForm(.choice, choices: { choices().map { $0.spelling } }) {
      $0.first.flatMap { Chosen.spelled(String(decoding: $0, as: UTF8.self)) }
    }
  }
}
