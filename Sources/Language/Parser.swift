import Diagnostics
import Numerics

/// Reads a program into a `SyntaxTree`.
///
/// ```
/// program     = { separator } [ statement { separator { separator } statement } ] { separator } ;
/// separator   = newline | ";" ;
/// statement   = name "=" expression                           (a definition)
///             | name "(" name { "," name } ")" "=" expression (a function definition)
///             | expression ;                                  (an output)
/// expression  = disjunction ;
/// disjunction = conjunction { "||" conjunction } ;
/// conjunction = comparison { "&&" comparison } ;
/// comparison  = range [ ("<" | "<=" | ">" | ">=" | "==" | "!=") range ] ;
/// range       = sum [ ":" sum [ ":" sum ] ] ;
/// sum         = term { ("+" | "-") term } ;
/// term        = factor { ("*" | "/" | ".*" | "./" | "\") factor } ;
/// factor      = ("-" | "+" | "!") factor | power ;
/// power       = postfix [ ("^" | ".^") factor ] ;
/// postfix     = primary { "'" | "[" index { "," index } "]" }
///             | name ( "." name | "[" [ index "," ] text "]" )       (a column of a file)
///               { "'" | "[" index { "," index } "]" } ;
/// primary     = number | name | name "(" [ expression { "," expression } ] ")"
///             | "(" { name "=" expression ";" } expression ")" | matrix ;
/// matrix      = "[" [ row { (";" | newline) row } ] "]" ;
/// row         = expression { "," expression } ;
/// index       = ":" | range ;
/// text        = '"' { any character but '"' and newline } '"' ;
/// ```
///
/// Operator precedence with explicit stacks of operands, operators and open brackets: a program may
/// nest as deeply as memory allows, and the time is linear in its length.
package struct Parser {
  /// An operator that waits for its right operand.
  struct Pending {
    var kind: SyntaxTree.Kind
    var precedence: UInt8
    /// Unary plus: checks its operand and leaves no node.
    var isPlus = false
    /// For a range: how many operands it has so far.
    var count: Int32 = 2
    var start: Int32
    var end: Int32
  }

  /// A finished operand: its root node is implied by the stack; here is how far it reaches, with
  /// parentheses.
  struct Operand {
    var start: Int32
    var end: Int32
    /// The operand is a parenthesised expression.
    var isEnclosed = false
  }

  /// An open bracket.
  struct Frame {
    enum Kind { case group, call, matrix, index }
    var kind: Kind
    var open: Span
    /// How many operators were pending outside.
    var operatorBase: Int
    /// How many nodes existed when the current argument began.
    var argumentStart: Int
    /// How many arguments there are so far; for parentheses, how many definitions.
    var count: Int32 = 0
    var rows: Int32 = 0
    /// For a call: the function's symbol. For parentheses: the symbol that they are defining.
    var symbol: Int32 = -1
    /// For a call of `iterate`: the node of its function's name.
    var functionArgument: Int32 = -1
    /// For a call: an argument stands in parentheses, so that this is no function's signature.
    var hasEnclosedArgument = false
    /// For a matrix: where the current row begins. For parentheses: the name that is being defined.
    var rowStart: Int32 = 0
    /// For a matrix: a `;` ended the last row; another one is one too many.
    var rowHasSemicolon = false
    var start: Int32
    /// For an index: the node of the value, and the latest `end` that means its last index.
    var indexed: Int32 = -1
    var lastIndex: Int32 = -1
  }

  var lexer: Lexer
  var tree: SyntaxTree
  let source: SourceText
  var operators = FlatArray<Pending>()
  var operands = FlatArray<Operand>()
  var frames = FlatArray<Frame>()
  var expectsOperand = true
  /// The token before the current one, for messages.
  var previous = Span(0, 0)
  /// Whether a newline stood between the previous token and this one, inside brackets.
  var crossedLine = false
  /// Whether the call that ended last could be the left side of a function's definition.
  var isSignature = false
  /// How many indices are open: inside one, `end` is a keyword.
  var openIndices = 0
  var knownLocals = KnownLocals()

  // The statement that is being read.
  var bodyStart = 0
  var statementStart: Int32 = -1
  var definition:
    (kind: SyntaxTree.Statement.Kind, symbol: Int32, span: Span, parameters: Range<Int32>)?

  /// Takes each statement as it ends; false stops the reading.
  package typealias Consumer = (inout SyntaxTree, SyntaxTree.Statement) -> Bool
  let consume: Consumer?
  var isStopped = false

  /// Parses a whole program. Time and memory are linear in its length.
  package static func parse(_ source: SourceText) throws(LanguageError) -> SyntaxTree {
    try parse(source, consume: nil)
  }

  /// Reads a program statement by statement: the nodes of one are gone when the next begins, so
  /// that memory is linear in the longest statement.
  package static func forEachStatement(
    of source: SourceText, _ body: @escaping Consumer
  ) throws(LanguageError) {
    _ = try parse(source, consume: body)
  }

  private static func parse(
    _ source: SourceText, consume: Consumer?
  ) throws(LanguageError) -> SyntaxTree {
    guard source.bytes.count < Int(Int32.max) else { throw .programTooLong }
    let result: Result<SyntaxTree, LanguageError> = source.bytes.withUnsafeBufferPointer { text in
      var parser = Parser(source: source, text: text, consume: consume)
      do throws(LanguageError) {
        try parser.run()
        return .success(parser.tree)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private init(source: SourceText, text: UnsafeBufferPointer<UInt8>, consume: Consumer?) {
    self.source = source
    self.consume = consume
    lexer = Lexer(text)
    tree = SyntaxTree(textLength: text.count)
  }

  private mutating func run() throws(LanguageError) {
    while !isStopped {
      let token = try lexer.next(&tree)
      if token.kind == .end { break }
      if expectsOperand {
        try readOperand(token)
      } else {
        try readOperator(token)
      }
      if token.kind != .newline {
        previous = token.span
        crossedLine = false
      }
    }
    if !isStopped { try finish() }
  }

  private mutating func finish() throws(LanguageError) {
    let end = Span(Int32(source.bytes.count), Int32(source.bytes.count))
    if let frame = frames.last { throw .unclosed(frame.open, end: end) }
    if statementStart >= 0 || definition != nil {
      guard !expectsOperand else { throw .expectedOperand(end, after: previous) }
      try endStatement()
    }
    guard tree.statementCount > 0 else { throw .emptyProgram }
  }

  // MARK: - Operands

  private mutating func readOperand(_ token: Token) throws(LanguageError) {
    switch token.kind {
    case .number:
      leaf(.number, token)
    case .name:
      name(token)
    case .minus: prefix(.negate, token)
    case .not: prefix(.not, token)
    case .plus: prefix(.negate, token, isPlus: true)
    case .openParenthesis: open(.group, token)
    case .openBracket: open(.matrix, token)
    case .closeParenthesis:
      // `f()` is left to lowering, which knows how many arguments f takes.
      guard let frame = frames.last, frame.kind == .call, frame.count == 0,
        operators.count == frame.operatorBase, tree.nodes.count == frame.argumentStart
      else { throw try missingOperand(token) }
      closeCall(token)
    case .closeBracket:
      try closeAfterSeparator(token)
    case .colon:
      guard let frame = frames.last, frame.kind == .index,
        operators.count == frame.operatorBase, try nextIsCommaOrBracket()
      else { throw .expectedOperand(token.span, after: previous) }
      leaf(.allIndices, token)
    case .newline, .semicolon:
      try separatorBeforeOperand(token)
    case .text:
      try columnIndex(token)
    case .member: throw .unexpectedCharacter(Span(token.start, token.start + 1))
    case .times, .over, .dotTimes, .dotOver, .leftOver, .power, .dotPower, .less, .lessOrEqual,
      .greater, .greaterOrEqual, .equal, .notEqual, .and, .or, .assign, .comma, .quote, .end:
      throw try missingOperand(token)
    }
  }

  private mutating func begin(_ start: Int32) {
    if statementStart < 0 { statementStart = start }
  }

  private mutating func leaf(_ kind: SyntaxTree.Kind, _ token: Token) {
    begin(token.start)
    tree.nodes.append(.init(kind: kind, payload: token.payload, start: token.start, end: token.end))
    operands.append(Operand(start: token.start, end: token.end))
    expectsOperand = false
  }

  private mutating func prefix(_ kind: SyntaxTree.Kind, _ token: Token, isPlus: Bool = false) {
    begin(token.start)
    operators.append(
      Pending(
        kind: kind, precedence: BindingPower.prefix, isPlus: isPlus, start: token.start,
        end: token.end))
  }

  private mutating func open(_ kind: Frame.Kind, _ token: Token) {
    begin(token.start)
    frames.append(
      Frame(
        kind: kind, open: token.span, operatorBase: operators.count,
        argumentStart: tree.nodes.count, start: token.start))
    expectsOperand = true
  }

  private mutating func name(_ token: Token) {
    if openIndices > 0,
      source.bytes[Int(token.start)..<Int(token.end)].elementsEqual("end".utf8)
    {
      lastIndex(token)
      return
    }
    let isEnclosed = frames.last.map { $0.kind != .matrix } ?? false
    guard let parenthesis = lexer.skipOpenParenthesis(acrossLines: isEnclosed) else {
      leaf(.name, token)
      if let local = knownLocals[token.payload] {
        tree.nodes[tree.nodes.count - 1].kind = .localName
        tree.nodes[tree.nodes.count - 1].payload = local
      }
      return
    }
    begin(token.start)
    frames.append(
      Frame(
        kind: .call, open: parenthesis, operatorBase: operators.count,
        argumentStart: tree.nodes.count, symbol: token.payload, start: token.start))
    expectsOperand = true
  }

  /// `end`: the last index of the innermost value that is indexed.
  private mutating func lastIndex(_ token: Token) {
    leaf(.lastIndex, token)
    guard let frame = frames.lastIndex(where: { $0.kind == .index }) else { return }
    let number = Int32(truncatingIfNeeded: tree.lastIndices.count)
    tree.nodes[tree.nodes.count - 1].payload = number
    tree.lastIndices.append(
      .init(
        value: frames[frame].indexed, position: frames[frame].count,
        previous: frames[frame].lastIndex))
    frames[frame].lastIndex = number
  }
}
