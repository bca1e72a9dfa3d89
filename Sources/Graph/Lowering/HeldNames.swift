import Diagnostics
import Language

/// The names by which a program differentiates: their definitions and arguments are held as
/// independent, each a node of its own.
struct HeldNames {
  /// Symbols of definitions.
  private(set) var definitions: Set<Int32> = []
  /// Parameters, by the symbol of their function and their number.
  private var parameters: Set<Parameter> = []
  /// Symbols of functions that differentiate by a name from outside: their arguments are values,
  /// and held.
  private(set) var functions: Set<Int32> = []

  private struct Parameter: Hashable {
    let function: Int32
    let number: Int32
  }

  var isEmpty: Bool { definitions.isEmpty && parameters.isEmpty }

  func contains(parameter number: Int32, of function: Int32) -> Bool {
    parameters.contains(Parameter(function: function, number: number))
  }

  /// Reads a program for calls of `diff`, `grad`, `jacobian` and `hessian`; most programs have none
  /// and are only searched for the words.
  init(_ source: SourceText) {
    guard HeldNames.mentionsDerivatives(source.bytes) else { return }
    var found = self
    try? Parser.forEachStatement(of: source) { tree, statement in
      for index in statement.body where tree.nodes[Int(index)].kind == .call {
        let call = tree.calls[Int(tree.nodes[Int(index)].payload)]
        guard call.count >= 2,
          DerivativeFunction(named: tree.name(call.function, in: source)) != nil
        else { continue }
        let arguments = tree.children(of: Int(index))
        found.note(arguments[1], in: statement, tree)
      }
      return true
    }
    self = found
  }

  /// A name, or the names of a list.
  private mutating func note(
    _ index: Int, in statement: SyntaxTree.Statement, _ tree: SyntaxTree
  ) {
    switch tree.nodes[index].kind {
    case .name: note(symbol: tree.nodes[index].payload, in: statement, tree)
    case .matrix, .row:
      for child in tree.children(of: index) where tree.nodes[child].kind != .matrix {
        note(child, in: statement, tree)
      }
    default: break
    }
  }

  private mutating func note(
    symbol: Int32, in statement: SyntaxTree.Statement, _ tree: SyntaxTree
  ) {
    if let index = tree.parameter(named: symbol, among: statement.parameters) {
      parameters.insert(
        Parameter(function: statement.symbol, number: index - statement.parameters.lowerBound))
      return
    }
    definitions.insert(symbol)
    if statement.kind == .function { functions.insert(statement.symbol) }
  }

  private static func mentionsDerivatives(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index + 4 <= bytes.count {
        // All four words have an `f`, an `a` or a `d` in a place that a quick look finds.
        switch bytes[index] {
        case UInt8(ascii: "d") where has("diff", bytes, index): return true
        case UInt8(ascii: "g") where has("grad", bytes, index): return true
        case UInt8(ascii: "j") where has("jacobian", bytes, index): return true
        case UInt8(ascii: "h") where has("hessian", bytes, index): return true
        default: index += 1
        }
      }
      return false
    }
  }

  private static func has(
    _ word: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int
  ) -> Bool {
    guard index + word.utf8CodeUnitCount <= bytes.count else { return false }
    for offset in 0..<word.utf8CodeUnitCount where bytes[index + offset] != word.utf8Start[offset] {
      return false
    }
    return true
  }
}
