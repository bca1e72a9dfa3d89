import Diagnostics
import Testing

@testable import Arguments
@testable import autodiff

/// The cases of `ArgumentsError` without their facts, so that the samples can be counted.
enum Mistake: CaseIterable {
  case nothingTyped, noCommand, unknownCommand, unknownOption, missingValue, unexpectedValue
  case badChoice, badValue, badNames, badRange, emptyRange, optionGivenTwice, optionsExclude
  case optionNeeds, standardInputTwice, noProgram, programTwice, onlyBindings, severalPrograms
  case notABinding
  case bindingWithoutValue, duplicateBinding, boundAndRanged, duplicateRange, unexpectedOperand

  init(_ error: ArgumentsError) {
    self =
      switch error {
      case .nothingTyped: .nothingTyped
      case .noCommand: .noCommand
      case .unknownCommand: .unknownCommand
      case .unknownOption: .unknownOption
      case .missingValue: .missingValue
      case .unexpectedValue: .unexpectedValue
      case .badChoice: .badChoice
      case .badValue: .badValue
      case .badNames: .badNames
      case .badRange: .badRange
      case .emptyRange: .emptyRange
      case .optionGivenTwice: .optionGivenTwice
      case .optionsExclude: .optionsExclude
      case .optionNeeds: .optionNeeds
      case .standardInputTwice: .standardInputTwice
      case .noProgram: .noProgram
      case .programTwice: .programTwice
      case .onlyBindings: .onlyBindings
      case .severalPrograms: .severalPrograms
      case .notABinding: .notABinding
      case .bindingWithoutValue: .bindingWithoutValue
      case .duplicateBinding: .duplicateBinding
      case .boundAndRanged: .boundAndRanged
      case .duplicateRange: .duplicateRange
      case .unexpectedOperand: .unexpectedOperand
      }
  }
}

@Suite("Mistakes on the command line")
struct ArgumentsErrorTests {
  /// A wrong command line, its headline, and words of its help.
  struct Sample: Sendable, CustomTestStringConvertible {
    let line: String
    let mistake: Mistake
    let headline: String
    let help: String
    var testDescription: String { line }

    init(_ line: String, _ mistake: Mistake, _ headline: String, help: String) {
      self.line = line
      self.mistake = mistake
      self.headline = headline
      self.help = help
    }
  }

  static let samples = commandSamples + optionSamples + operandSamples

  static let commandSamples = [
    Sample("", .nothingTyped, "no command given", help: "`autodiff -h` lists the commands"),
    Sample("--trace", .noCommand, "no command given", help: "`autodiff -h`"),
    Sample("gradd x", .unknownCommand, "unknown command `gradd`", help: "did you mean `grad`?"),
    Sample(
      "'x^2' x=3", .unknownCommand, "unknown command `x^2`", help: "`autodiff eval 'x^2'`"),
    Sample(
      "'-x^2'", .unknownCommand, "unknown command `-x^2`", help: "`autodiff eval '-x^2'`"),
    Sample(
      "version 3", .unexpectedOperand, "unexpected argument `3`",
      help: "`autodiff version` takes no arguments"),
    Sample(
      "functions a b", .unexpectedOperand, "unexpected argument `b`",
      help: "`autodiff functions` takes one NAME"),
  ]

  static let optionSamples = [
    Sample(
      "eval x --trac", .unknownOption, "unknown option `--trac`", help: "did you mean `--trace`?"),
    // It can be parsed, but a mistyped option is likelier.
    Sample(
      "eval --trac x x=1", .unknownOption, "unknown option `--trac`",
      help: "did you mean `--trace`?"),
    Sample(
      "eval --trac", .unknownOption, "unknown option `--trac`",
      help: "for a program: `autodiff eval -- --trac`"),
    Sample(
      "grad -trace 'x^2'", .unknownOption, "unknown option `-trace`",
      help: "did you mean `--trace`?"),
    Sample(
      "grad --mo=forward x", .unknownOption, "unknown option `--mo`",
      help: "did you mean `--mode`?"),
    Sample("grad -help", .unknownOption, "unknown option `-help`", help: "`--help`"),
    Sample("grad x --s", .unknownOption, "unknown option `--s`", help: "`autodiff grad -h`"),
    Sample(
      "check x --st 3", .unknownOption, "unknown option `--st`",
      help: "did you mean `--step` or `--strict`?"),
    Sample(
      "eval x --mode forward", .unknownOption, "unknown option `--mode`",
      help: "`--mode` is an option of `grad`"),
    Sample(
      "eval -x 'x^2'", .unknownOption, "unknown option `-x`", help: "`autodiff eval -h`"),
    Sample("eval -f p -x", .unknownOption, "unknown option `-x`", help: "`autodiff eval -h`"),
    Sample("eval -x -f p", .unknownOption, "unknown option `-x`", help: "`autodiff eval -h`"),
    Sample("--bogus", .unknownOption, "unknown option `--bogus`", help: "`autodiff -h`"),
    Sample("functions -x", .unknownOption, "unknown option `-x`", help: "`autodiff functions -h`"),
    Sample("eval x --digits", .missingValue, "`--digits` needs a value", help: "`--digits N`"),
    Sample("eval x --file=", .missingValue, "`--file` needs a value", help: "`--file FILE`"),
    Sample(
      "grad --mode --trace x", .missingValue, "`--mode` needs a value",
      help: "forward, reverse or both"),
    Sample(
      "eval x --trace=yes", .unexpectedValue, "`--trace` takes no value, but is given `yes`",
      help: "write `--trace` alone"),
    Sample(
      "eval x --help=all", .unexpectedValue, "`--help` takes no value, but is given `all`",
      help: "write `--help` alone"),
    Sample(
      "grad x --mode foward", .badChoice, "`--mode` cannot be `foward`",
      help: "did you mean `forward`?"),
    Sample(
      "eval x --format xml", .badChoice, "`--format` cannot be `xml`",
      help: "it is one of `text`, `json`"),
    Sample(
      "eval x --digits 18", .badValue,
      "`--digits` needs a whole number from 1 to 17, not `18`", help: "`--digits N`"),
    Sample(
      "eval x --digits six", .badValue,
      "`--digits` needs a whole number from 1 to 17, not `six`", help: "`--digits N`"),
    Sample(
      "check x --step -1", .badValue, "`--step` needs a number above 0, not `-1`",
      help: "`--step H`"),
    Sample(
      "check x --step inf", .badValue, "`--step` needs a number above 0, not `inf`",
      help: "`--step H`"),
    Sample(
      "check x --rtol=-1", .badValue, "`--rtol` needs a number, 0 or above, not `-1`",
      help: "`--rtol R`"),
    Sample(
      "diff x --order 101", .badValue,
      "`--order` needs a whole number from 0 to 100, not `101`", help: "differentiate N times"),
    Sample(
      "taylor x --order 101", .badValue,
      "`--order` needs a whole number from 0 to 100, not `101`", help: "the highest order"),
    Sample(
      "emit x --name x,y", .badValue, "`--name` needs a name, not `x,y`", help: "--name NAME"),
    Sample(
      "check x --random 0", .badValue, "`--random` needs a whole number, 1 or above, not `0`",
      help: "`--random N`"),
    Sample(
      "check x --random 3 --seed 1.5", .badValue,
      "`--seed` needs a whole number, 0 or above, not `1.5`", help: "`--seed S`"),
    Sample(
      "grad x --wrt x+y", .badNames, "`--wrt` needs names separated by commas, not `x+y`",
      help: "write `--wrt x,y`"),
    Sample(
      "grad x --wrt x,", .badNames, "`--wrt` needs names separated by commas, not `x,`",
      help: "write `--wrt x,y`"),
    Sample(
      "check x --random 2 --range x=3", .badRange, "`--range` needs NAME=LOW:HIGH, not `x=3`",
      help: "write `--range x=0:1`"),
    Sample(
      "check x --random 2 --range x=2:1", .emptyRange,
      "the range of `x` is empty: `2` is not below `1`", help: "write `--range x=1:2`"),
    Sample(
      "check x --random 2 --range x=1:1", .emptyRange,
      "the range of `x` is empty: `1` is not below `1`", help: "write `x=1` as a binding"),
    Sample(
      "eval x --strict --strict", .optionGivenTwice, "`--strict` is given twice",
      help: "keep one of the two"),
    Sample(
      "grad x --wrt x --wrt y", .optionGivenTwice, "`--wrt` is given twice",
      help: "separate names by commas: `--wrt x,y`"),
    Sample(
      "check x --sweep --step 1", .optionsExclude, "`--sweep` and `--step` cannot go together",
      help: "leave one of them out"),
    Sample(
      "check x --seed 1", .optionNeeds, "`--seed` needs `--random`", help: "`--random N`"),
    Sample(
      "eval -f - --bindings -", .standardInputTwice,
      "standard input cannot hold two of the program, the bindings and the rows",
      help: "put one of them in a file"),
  ]

  static let operandSamples = [
    Sample("eval", .noProgram, "no program given", help: "`-f FILE`"),
    Sample("grad --mode forward", .noProgram, "no program given", help: "`autodiff grad '"),
    Sample(
      "eval -f p.txt 'x^2' x=3", .programTwice, "two programs: the file `p.txt` and `x^2`",
      help: "every other argument is a binding"),
    Sample(
      "eval -e 'x^2' 'y^2' x=3", .programTwice, "two programs: `x^2` and `y^2`",
      help: "with `-e` every other argument is a binding"),
    Sample(
      "eval x=2 y=3", .onlyBindings, "no program, only bindings",
      help: "`autodiff eval 'x + y' x=2 y=3`"),
    Sample(
      "eval 'v=u^2' 'w=sin(v)' u=1.3", .severalPrograms,
      "two definitions: `v=u^2` and `w=sin(v)`",
      help: "join them with `;`: `autodiff eval 'v=u^2; w=sin(v)' u=1.3`"),
    Sample(
      "eval 'x^2' x=3 'y^2'", .severalPrograms, "two programs: `x^2` and `y^2`",
      help: "`autodiff eval 'x^2; y^2' x=3`"),
    Sample(
      "eval 'x*y' 'x=2*t' y=1 t=2", .severalPrograms,
      "`x=2*t` is a definition beside the program `x*y`",
      help: "`autodiff eval 'x=2*t; x*y' y=1 t=2`"),
    Sample(
      "eval x + y x=1 y=2", .notABinding, "`+` is not a binding NAME=VALUE",
      help: "put the whole program in quotes: `autodiff eval 'x + y' x=1 y=2`"),
    Sample(
      "eval -x + 3 x=1", .notABinding, "`+` is not a binding NAME=VALUE",
      help: "`autodiff eval '-x + 3' x=1`"),
    Sample(
      "eval x 3=x", .notABinding, "`3=x` is not a binding NAME=VALUE",
      help: "put the whole program in quotes"),
    Sample(
      "eval x y==3", .notABinding, "`y==3` is not a binding NAME=VALUE", help: "write `y=3`"),
    Sample(
      "eval x 'e\u{301}=3'", .notABinding, "`e\u{301}=3` is not a binding NAME=VALUE",
      help: "put the whole program in quotes"),
    Sample(
      "eval x x = 3", .bindingWithoutValue, "`x` is given no value",
      help: "write it without blanks: `x=3`"),
    Sample(
      "eval x x= 3", .bindingWithoutValue, "`x` is given no value",
      help: "write it without blanks: `x=3`"),
    Sample(
      "eval x x =3", .bindingWithoutValue, "`x` is given no value",
      help: "write it without blanks: `x=3`"),
    Sample("eval x x=", .bindingWithoutValue, "`x` is given no value", help: "`x=VALUE`"),
    Sample("eval x x=1 y=2 x=3", .duplicateBinding, "`x` is bound twice", help: "keep one"),
    Sample(
      "check x x=1 --random 2 --range x=0:1", .boundAndRanged,
      "`x` has both a binding and a range", help: "leave out the binding"),
    Sample(
      "check x --random 2 --range x=0:1 --range x=0:2", .duplicateRange, "`x` has two ranges",
      help: "keep one"),
  ]

  private static func error(of line: String) -> ArgumentsError? {
    do throws(ArgumentsError) {
      _ = try parse(line)
      return nil
    } catch {
      return error
    }
  }

  @Test("Each mistake has its message and a way out", arguments: samples)
  func message(_ sample: Sample) throws {
    let error = try #require(Self.error(of: sample.line))
    #expect(Mistake(error) == sample.mistake)
    let diagnostic = diagnostic(for: error, of: Command.table)
    #expect(diagnostic.headline == sample.headline)
    #expect(diagnostic.helps.contains { $0.contains(sample.help) }, "\(diagnostic.helps)")
    #expect(diagnostic.severity == .error)
    let rendered = DiagnosticRenderer(color: false).render(diagnostic)
    #expect(rendered.hasPrefix("error: \(sample.headline)\n"))
    #expect(!diagnostic.headline.hasSuffix("."))
  }

  @Test("Each mistake has a sample")
  func isComplete() {
    let missing = Set(Mistake.allCases).subtracting(Self.samples.map(\.mistake))
    #expect(missing.isEmpty)
  }

  @Test("A transpose is quoted as a person does it, and nothing is lost in any shell")
  func quotes() {
    for (argument, quoted) in [
      ("x*y", "'x*y'"), ("x=1.5", "x=1.5"), ("x'*A*x", #""x'*A*x""#), (#"A \ b"#, #"'A \ b'"#),
      (#"A' \ b"#, #"'A'\'' \ b'"#), ("!x'", #"'!x'\'''"#),
    ] {
      #expect(Suggestions.quoted(bytes(argument)) == quoted)
    }
  }

  @Test("Commands that a message proposes work")
  func proposals() throws {
    for sample in Self.samples {
      guard let error = Self.error(of: sample.line) else { continue }
      for help in diagnostic(for: error, of: Command.table).helps {
        for part in help.split(separator: "`") where part.hasPrefix("autodiff ") {
          guard !part.contains("…"), !part.contains("NAME") else { continue }
          #expect(throws: Never.self, "\(part)") { try parse(String(part)) }
        }
      }
    }
  }

  @Test("A long or broken argument does not flood the message")
  func longArguments() throws {
    let long = Array(repeating: UInt8(ascii: "+"), count: 100_000)
    let broken: [UInt8] = [0xFF, 0x0A, 0x1B]
    for argument in [long, broken] {
      do throws(ArgumentsError) {
        _ = try parseArguments(
          [bytes("eval"), bytes("x"), argument], of: Command.table, in: ProgramReader.questions)
        Issue.record("accepted")
      } catch {
        let rendered = DiagnosticRenderer(color: false).render(
          diagnostic(for: error, of: Command.table))
        #expect(rendered.utf8.count < 400)
        #expect(rendered.split(separator: "\n").count == 2)
        #expect(!rendered.utf8.contains(0x1B))
      }
    }
  }
}
