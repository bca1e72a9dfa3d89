import Arguments
import Calculus
import TestSupport
import Testing

@testable import Manual
@testable import autodiff

@Suite("Function reference")
struct FunctionReferenceTests {
  @Test("An entry says what an operation does without a dimension")
  func withoutDimension() throws {
    for (name, words) in [
      ("sum", "without it all elements"), ("cumsum", "without it down the columns"),
      ("flip", "without it down the columns"),
    ] {
      let operation = try #require(ArrayRegistry.operations.first { $0.name == name })
      let entry = FunctionReference.entry(operation).split { $0 == " " || $0 == "\n" }
      #expect(entry.joined(separator: " ").contains(words))
    }
  }

  @Test("Every function and operator is listed and has an entry")
  func isComplete() throws {
    let list = FunctionReference.list()
    for primitive in Registry.primitives {
      let signature = FunctionReference.signature(of: primitive)
      #expect(list.contains("\n  \(signature)"), "\(signature)")
      // The function form of an operator has an entry of its own.
      let others = primitive.form == .function ? primitive.aliases : []
      for name in [primitive.name] + others {
        let entry = try FunctionReference.entry(named: name)
        #expect(entry.contains("\(signature)\n"), "\(name)")
        for label in ["derivative", "domain", "C", "LaTeX", "example"] {
          #expect(entry.contains("\n  \(label) "), "\(name): \(label)")
        }
        #expect(!entry.contains("#"), "\(name)")
      }
    }
  }

  @Test("Every operation on arrays has an entry, and all that programs write are listed")
  func arrays() throws {
    let list = FunctionReference.list()
    for operation in ArrayRegistry.operations {
      let signature = FunctionReference.signature(of: operation)
      #expect(list.contains("\n  \(signature)") == (operation.form != .hidden), "\(signature)")
      let isFormula = if case .formula = operation.meaning { true } else { false }
      let isSimple = operation.isFactor || operation.kernel == nil || operation.name == "ramp"
      for name in [operation.name] + operation.aliases {
        let entry = try FunctionReference.entry(named: name)
        #expect(entry.contains("\(signature)\n"), "\(name)")
        #expect(!entry.contains("#"), "\(name)")
        let labels =
          (isFormula ? ["formula"] : isSimple ? [] : ["tangent", "adjoint"])
          + (operation.form == .hidden ? ["use"] : ["LaTeX", "example"])
        for label in labels {
          // A long example stands below its label.
          let isThere = ["\n  \(label) ", "\n  \(label)\n"].contains { entry.contains($0) }
          #expect(isThere, "\(name): \(label)")
        }
      }
    }
    for name in ["[]", "[", ":", ".*", "./", ".^", "sumto"] {
      #expect(throws: Never.self) { try FunctionReference.entry(named: name) }
    }
  }

  @Test("An operation's entry tells what its rules say")
  func arrayEntries() throws {
    for operation in ArrayRegistry.operations where !operation.isVariadic {
      let entry = unwrapped(FunctionReference.entry(operation))
      for text in operation.adjoints + operation.tangents + [operation.kink, operation.convention] {
        if let text = text.map(RuleWord.inPrograms), !text.hasPrefix("-") {
          #expect(entry.contains(unwrapped(text)), "\(text)")
        }
      }
      if case .formula(let texts) = operation.meaning {
        for text in texts { #expect(entry.contains(unwrapped(text)), "\(text)") }
      }
    }
  }

  @Test("Every name that occurs in a rule has an entry")
  func namesInRules() throws {
    for operation in ArrayRegistry.operations {
      var rules = (operation.adjoints + operation.tangents).compactMap { $0 }
      if case .formula(let texts) = operation.meaning { rules += texts }
      for rule in rules.map(RuleWord.inPrograms) {
        for match in rule.matches(of: /(\w+)\(/) {
          #expect(FunctionReference.lookUp(String(match.1)) != nil, "\(match.1)")
        }
      }
    }
  }

  @Test("An operator of numbers and of matrices has one page for both")
  func sharedNames() throws {
    for (name, signatures) in [
      ("*", ["x * y\n", "\nA * B\n"]), ("^", ["x^y\n", "\nA^n\n"]),
      ("max", ["max(x, y, ...)\n", "\nmax(A), max(A, [], dim)\n"]),
    ] {
      let entry = try FunctionReference.entry(named: name)
      for signature in signatures { #expect(entry.contains(signature), "\(name)") }
    }
  }

  @Test("An entry tells what the rule says", arguments: ["sqrt", "log", "besselj", "max", "if"])
  func entries(_ name: String) throws {
    let primitive = try #require(Registry.primitives.first { $0.name == name })
    let entry = unwrapped(FunctionReference.entry(primitive))
    for text in primitive.partials + [primitive.domain, primitive.kink, primitive.convention] {
      if let text { #expect(entry.contains(text), "\(text)") }
    }
    for condition in primitive.reach {
      if let condition { #expect(entry.contains("where \(condition)")) }
    }
  }

  /// Wrapped lines put together again.
  private func unwrapped(_ text: String) -> String {
    text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
  }

  @Test("The example of every entry is a command line that can be read")
  func examples() throws {
    func parse(_ line: String) throws -> Invocation {
      let arguments = Array(shellWords(line).dropFirst())
      return try parseArguments(
        arguments, of: Command.table, in: ProgramReader.questions)
    }
    for primitive in Registry.primitives {
      let invocation = try parse(FunctionReference.example(of: primitive))
      #expect(invocation.program.map { String(decoding: $0, as: UTF8.self) } == primitive.example)
      #expect(invocation.bindings.count == primitive.exampleBindings.count)
    }
    for operation in ArrayRegistry.operations where operation.form != .hidden {
      let invocation = try parse(FunctionReference.example(of: operation))
      #expect(invocation.program.map { String(decoding: $0, as: UTF8.self) } == operation.example)
      #expect(invocation.bindings.count == operation.exampleBindings.count)
    }
  }

  @Test("The example of an entry stands on one line, ready to be copied")
  func copies() {
    let operations = ArrayRegistry.operations.filter { $0.form != .hidden }
    for operation in operations {
      let example = FunctionReference.example(of: operation)
      #expect(FunctionReference.entry(operation).contains(" \(example)\n"))
    }
    for form in FunctionReference.forms {
      let entry = FunctionReference.lookUp(form.name) ?? ""
      for row in form.details where row.label == "example" {
        #expect(entry.contains(" \(row.text)\n"))
      }
    }
  }

  @Test("Forms that are no primitives are listed")
  func forms() throws {
    let list = FunctionReference.list()
    #expect(list.contains("\n  pow(x, y) "))
    #expect(list.contains("\n  iterate(f, n, x0) "))
    #expect(try FunctionReference.entry(named: "pow").contains("x^y"))
    #expect(throws: ManualError.unknownFunction(name: "sine")) {
      try FunctionReference.entry(named: "sine")
    }
  }

  @Test("The language's table of operators has the precedences of the rules")
  func precedence() {
    let levels = LanguageReference.precedence
    var rows: [(row: Int?, precedence: Int, name: String)] = []
    for primitive in Registry.primitives {
      switch primitive.form {
      case .function, .hidden: continue
      case .infix(let level, _):
        // `-` stands in two rows, of which the looser is the difference.
        rows.append(
          (levels.lastIndex { $0.symbols.contains(primitive.name) }, level, primitive.name))
      case .prefix(let level):
        rows.append(
          (levels.firstIndex { $0.symbols.contains(primitive.name) }, level, primitive.name))
      }
    }
    for operation in ArrayRegistry.operations {
      guard case .infix(let level) = operation.form else { continue }
      rows.append((levels.lastIndex { $0.symbols.contains(operation.name) }, level, operation.name))
    }
    for first in rows {
      #expect(first.row != nil, "\(first.name)")
      for second in rows {
        guard let row = first.row, let other = second.row else { continue }
        #expect((row == other) == (first.precedence == second.precedence))
        #expect((row < other) == (first.precedence > second.precedence))
      }
    }
  }
}
