import Numerics
import TestSupport

/// Random programs of functions and definitions inside parentheses, each written in three ways.
package struct RandomLocals {
  private var random: Pseudorandom
  private var functions: [(count: Int, body: Term)] = []
  private var localCount = 0

  package init(seed: UInt64) { random = Pseudorandom(seed: seed) }

  package mutating func uniform(_ range: ClosedRange<Double>) -> Double { random.uniform(range) }

  /// One program.
  package struct Texts {
    /// With functions and definitions inside parentheses.
    package let local: String
    /// Every operation a statement of its own, in the order in which they are computed.
    package let statements: String
    /// One expression, with everything put in its place.
    package let substituted: String
  }

  private indirect enum Term {
    case leaf(String)
    case parameter(Int)
    case local(Int)
    case apply(String, [Term])
    case infix(String, Term, Term)
    case call(Int, [Term])
    case block([(id: Int, value: Term)], Term)
  }

  package mutating func program() -> Texts {
    functions = []
    localCount = 0
    for _ in 0..<random.below(4) {
      let count = 1 + random.below(2)
      functions.append((count, block(3, parameters: count, locals: [])))
    }
    let root = block(4, parameters: 0, locals: [])
    var writer = StatementWriter(functions: functions)
    let last = writer.write(root, [], [:])
    let definitions = functions.enumerated().map { index, function in
      let parameters = (0..<function.count).map { "u\($0)" }.joined(separator: ", ")
      return "f\(index)(\(parameters)) = \(text(function.body, [:], 0))"
    }
    // All inputs in one order, whatever names them first.
    let inputs = ["inputs = x + y + z"]
    return Texts(
      local: (inputs + definitions + [text(root, [:], 0)]).joined(separator: "; "),
      statements: (inputs + writer.statements + [last]).joined(separator: "; "),
      substituted: substituted(root, [], [:]))
  }

  // MARK: - Making

  private mutating func block(_ depth: Int, parameters: Int, locals: [Int]) -> Term {
    var known = locals
    var definitions: [(id: Int, value: Term)] = []
    for _ in 0..<(1 + random.below(3)) {
      let value = term(depth - 1, parameters: parameters, locals: known)
      localCount += 1
      definitions.append((localCount, value))
      known.append(localCount)
    }
    return .block(definitions, term(depth - 1, parameters: parameters, locals: known))
  }

  private mutating func term(_ depth: Int, parameters: Int, locals: [Int]) -> Term {
    guard depth > 0 else {
      let choice = random.below(6)
      if choice < 3, !locals.isEmpty { return .local(random.pick(locals)) }
      if choice < 5, parameters > 0 { return .parameter(random.below(parameters)) }
      return .leaf(random.pick(["x", "y", "z", "x", "2", "0.5"]))
    }
    switch random.below(9) {
    case 0: return block(depth, parameters: parameters, locals: locals)
    case 1 where !functions.isEmpty:
      let function = random.below(functions.count)
      return .call(
        function,
        (0..<functions[function].count).map { _ in
          term(depth - 1, parameters: parameters, locals: locals)
        })
    case 2, 3:
      return .apply(
        random.pick(["sin", "exp", "atan", "sqrt", "abs", "log"]),
        [term(depth - 1, parameters: parameters, locals: locals)])
    case 4:
      return .apply(
        random.pick(["max", "hypot", "atan2"]),
        (0..<2).map { _ in
          term(depth - 1, parameters: parameters, locals: locals)
        })
    default:
      return .infix(
        random.pick(["+", "-", "*", "/"]),
        term(depth - 1, parameters: parameters, locals: locals),
        term(depth - 1, parameters: parameters, locals: locals))
    }
  }

  // MARK: - Writing

  /// - Parameters:
  ///   - names: of the locals that are known.
  ///   - level: how many they are: siblings have equal names.
  private func text(_ term: Term, _ names: [Int: String], _ level: Int) -> String {
    switch term {
    case .leaf(let text): return text
    case .parameter(let index): return "u\(index)"
    case .local(let id): return names[id] ?? "?"
    case .apply(let name, let operands):
      return "\(name)(\(operands.map { text($0, names, level) }.joined(separator: ", ")))"
    case .infix(let symbol, let left, let right):
      return "(\(text(left, names, level)) \(symbol) \(text(right, names, level)))"
    case .call(let function, let operands):
      return "f\(function)(\(operands.map { text($0, names, level) }.joined(separator: ", ")))"
    case .block(let definitions, let value):
      var (names, level) = (names, level)
      var parts = ""
      for definition in definitions {
        // Its own definition may hold names of the same level.
        let value = text(definition.value, names, level)
        names[definition.id] = "p\(level)"
        parts += "p\(level) = \(value); "
        level += 1
      }
      return "(\(parts)\(text(value, names, level)))"
    }
  }

  private func substituted(_ term: Term, _ arguments: [String], _ locals: [Int: String]) -> String {
    switch term {
    case .leaf(let text): return text
    case .parameter(let index): return arguments[index]
    case .local(let id): return locals[id] ?? "?"
    case .apply(let name, let operands):
      let texts = operands.map { substituted($0, arguments, locals) }
      return "\(name)(\(texts.joined(separator: ", ")))"
    case .infix(let symbol, let left, let right):
      return "(\(substituted(left, arguments, locals)) \(symbol) "
        + "\(substituted(right, arguments, locals)))"
    case .call(let function, let operands):
      return substituted(
        functions[function].body, operands.map { substituted($0, arguments, locals) }, [:])
    case .block(let definitions, let value):
      var locals = locals
      for definition in definitions {
        locals[definition.id] = substituted(definition.value, arguments, locals)
      }
      return substituted(value, arguments, locals)
    }
  }

  private struct StatementWriter {
    let functions: [(count: Int, body: Term)]
    var statements: [String] = []

    /// Writes a statement for each operation and returns what the term is called.
    mutating func write(_ term: Term, _ arguments: [String], _ locals: [Int: String]) -> String {
      switch term {
      case .leaf(let text): return text
      case .parameter(let index): return arguments[index]
      case .local(let id): return locals[id] ?? "?"
      case .apply(let name, let operands):
        let names = operands.map { write($0, arguments, locals) }
        return state("\(name)(\(names.joined(separator: ", ")))")
      case .infix(let symbol, let left, let right):
        let first = write(left, arguments, locals)
        return state("\(first) \(symbol) \(write(right, arguments, locals))")
      case .call(let function, let operands):
        let names = operands.map { write($0, arguments, locals) }
        return write(functions[function].body, names, [:])
      case .block(let definitions, let value):
        var locals = locals
        for definition in definitions {
          locals[definition.id] = write(definition.value, arguments, locals)
        }
        return write(value, arguments, locals)
      }
    }

    private mutating func state(_ text: String) -> String {
      statements.append("s\(statements.count) = \(text)")
      return "s\(statements.count - 1)"
    }
  }
}
