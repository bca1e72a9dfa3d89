import Diagnostics
import Numerics

/// Definitions inside parentheses: `(p = x^2; p*sin(p))`.
///
/// A name is known from the `;` behind its definition to the end of the parentheses. Its value
/// stays on the stack of whoever executes the tree, below what is computed next, until they end.
extension Parser {
  /// `=` inside parentheses: what was read of them, or since the last `;`, must be a new name.
  mutating func beginLocal(_ token: Token) throws(LanguageError) {
    let frame = frames[frames.count - 1]
    guard frame.symbol < 0 else { throw .secondAssign(token.span) }
    let operand = operands[operands.count - 1]
    let root = tree.nodes[tree.nodes.count - 1]
    guard operators.count == frame.operatorBase, !operand.isEnclosed else {
      throw .assignInsideBrackets(token.span, isCall: false)
    }
    if root.kind == .call, isSignature {
      throw .localFunction(Span(operand.start, operand.end))
    }
    guard tree.nodes.count == frame.argumentStart + 1 else {
      throw .assignInsideBrackets(token.span, isCall: false)
    }
    if root.kind == .localName {
      throw .localTwice(root.span, first: tree.locals[Int(root.payload)].span)
    }
    guard root.kind == .name else { throw .assignInsideBrackets(token.span, isCall: false) }
    tree.nodes.removeLast()
    operands.removeLast()
    frames[frames.count - 1].symbol = root.payload
    frames[frames.count - 1].rowStart = root.start
    expectsOperand = true
  }

  /// `;` inside parentheses: ends a definition, whose name is known from here.
  mutating func endLocal(_ token: Token) throws(LanguageError) {
    let last = frames.count - 1
    let frame = frames[last]
    guard frame.symbol >= 0 else {
      guard frame.count > 0 else { throw .unclosed(frame.open, end: token.span) }
      reduce(downTo: 0)
      let operand = operands[operands.count - 1]
      throw .unnamedPart(Span(operand.start, operand.end), end: token.span, open: frame.open)
    }
    reduce(downTo: 0)
    let operand = operands.removeLast()
    let local = Int32(truncatingIfNeeded: tree.locals.count)
    tree.locals.append(
      .init(
        symbol: frame.symbol, span: nameSpan(of: frame), open: frame.open,
        node: Int32(truncatingIfNeeded: tree.nodes.count)))
    tree.nodes.append(
      .init(kind: .localDefinition, payload: local, start: frame.rowStart, end: operand.end))
    knownLocals.add(local, symbol: frame.symbol)
    frames[last].symbol = -1
    frames[last].count += 1
    frames[last].argumentStart = tree.nodes.count
    expectsOperand = true
  }

  /// `)` behind the value of parentheses with definitions.
  mutating func closeBlock(_ frame: Frame, _ token: Token) {
    tree.nodes.append(
      .init(kind: .block, payload: frame.count + 1, start: frame.start, end: token.end))
    knownLocals.remove(Int(frame.count))
  }

  /// Where the name stands that is being defined in parentheses.
  func nameSpan(of frame: Frame) -> Span {
    let length = Int32(truncatingIfNeeded: tree.symbols.range(of: frame.symbol).count)
    return Span(frame.rowStart, frame.rowStart + length)
  }

  /// The error for a comma where a definition in parentheses should end; nil where none is read.
  func commaInLocal(_ frame: Frame, _ token: Token) -> LanguageError? {
    frame.symbol < 0 ? nil : .commaInLocal(token.span, name: nameSpan(of: frame))
  }

  /// The name that was defined last, directly before this place in parentheses.
  var lastLocal: Span? {
    guard let frame = frames.last, frame.kind == .group, frame.count > 0, frame.symbol < 0,
      operators.count == frame.operatorBase, tree.nodes.count == frame.argumentStart
    else { return nil }
    return tree.locals[tree.locals.count - 1].span
  }
}

/// The names that are defined in the parentheses around a place.
struct KnownLocals {
  /// By symbol: an index into `SyntaxTree.locals`; -1 where it is not known here.
  private var places = FlatArray<Int32>()
  /// Symbols, in the order of their definitions.
  private var symbols = FlatArray<Int32>()

  /// The local with this name.
  subscript(symbol: Int32) -> Int32? {
    guard Int(symbol) < places.count, places[Int(symbol)] >= 0 else { return nil }
    return places[Int(symbol)]
  }

  mutating func add(_ local: Int32, symbol: Int32) {
    while places.count <= Int(symbol) { places.append(-1) }
    places[Int(symbol)] = local
    symbols.append(symbol)
  }

  /// Forgets those that were added last.
  mutating func remove(_ count: Int) {
    for _ in 0..<count { places[Int(symbols.removeLast())] = -1 }
  }
}
