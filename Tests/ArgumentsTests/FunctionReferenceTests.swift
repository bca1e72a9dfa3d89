import Calculus
import Testing

@testable import Arguments

@Suite("Function reference")
struct FunctionReferenceTests {
  @Test("Every function and operator is listed and has an entry")
  func isComplete() throws {
    let list = FunctionReference.list()
    for primitive in Registry.primitives {
      let signature = FunctionReference.signature(of: primitive)
      #expect(list.contains("\n  \(signature)"), "\(signature)")
      for name in [primitive.name] + primitive.aliases {
        let entry = try FunctionReference.entry(named: name)
        #expect(entry.contains("\(signature)\n"), "\(name)")
        for label in ["derivative", "domain", "C", "LaTeX", "example"] {
          #expect(entry.contains("\n  \(label) "), "\(name): \(label)")
        }
        #expect(!entry.contains("#"), "\(name)")
      }
    }
  }

  @Test("An entry tells what the rule says", arguments: ["sqrt", "log", "besselj", "max", "if"])
  func entries(_ name: String) throws {
    let primitive = try #require(Registry.primitives.first { $0.name == name })
    // Wrapped lines are put together again.
    let entry = FunctionReference.entry(primitive).split { $0 == " " || $0 == "\n" }
      .joined(separator: " ")
    for text in primitive.partials + [primitive.domain, primitive.kink, primitive.convention] {
      if let text { #expect(entry.contains(text), "\(text)") }
    }
    for condition in primitive.reach {
      if let condition { #expect(entry.contains("where \(condition)")) }
    }
  }

  @Test("The example of every entry is a command line that can be read")
  func examples() throws {
    for primitive in Registry.primitives {
      let invocation = try parse(FunctionReference.example(of: primitive))
      #expect(invocation.program.map(text) == primitive.example)
      #expect(invocation.bindings.count == primitive.exampleBindings.count)
    }
  }

  @Test("Forms that are no primitives are listed")
  func forms() throws {
    let list = FunctionReference.list()
    #expect(list.contains("\n  pow(x, y) "))
    #expect(list.contains("\n  iterate(f, n, x0) "))
    #expect(try FunctionReference.entry(named: "pow").contains("x^y"))
    #expect(throws: ArgumentsError.unknownFunction(name: "sine")) {
      try FunctionReference.entry(named: "sine")
    }
  }

  @Test("The language's table of operators has the precedences of the rules")
  func precedence() {
    let levels = LanguageReference.precedence
    for primitive in Registry.primitives {
      let (precedence, isPrefix): (Int, Bool)
      switch primitive.form {
      case .function: continue
      case .infix(let level, _): (precedence, isPrefix) = (level, false)
      case .prefix(let level): (precedence, isPrefix) = (level, true)
      }
      // From the loosest, 1, to the tightest; `-` stands in two rows.
      let rows = levels.indices.filter { levels[$0].symbols.contains(primitive.name) }
      let row = isPrefix ? rows.first : rows.last
      let loosest = levels.count
      let offset = row.map { loosest - $0 }
      let distinct = Self.ranks[precedence]
      #expect(offset == distinct, "\(primitive.name)")
    }
  }

  /// The rank of each precedence that an operator has, from 1, the loosest.
  static let ranks: [Int: Int] = {
    let precedences = Registry.primitives.compactMap { primitive -> Int? in
      switch primitive.form {
      case .function: nil
      case .infix(let precedence, _), .prefix(let precedence): precedence
      }
    }
    let sorted = Set(precedences).sorted()
    return Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0 + 1) })
  }()
}
