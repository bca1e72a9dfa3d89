import Calculus
import Diagnostics
import Language

/// Translates the text of a rule to a template.
///
/// A rule is the project's own text: one that does not parse or that uses an unknown name is a
/// fault of the table, and the every-rule test finds it.
enum RuleTranslation {
  /// The names that a text may use, in the order of the template's arguments.
  static func parameters(_ text: RuleExpansion.Text, of primitive: Primitive) -> [String] {
    switch text {
    case .complexReal, .complexImaginary:
      primitive.parameters + primitive.parameters.map { $0 + "_im" } + ["re"]
    case .partial, .reach, .domain, .kink, .singular, .square, .curvature:
      primitive.parameters.prefix(primitive.isVariadic ? 1 : 3) + ["r"]
        + (primitive.isVariadic ? ["ties"] : [])
    }
  }

  static func text(_ text: RuleExpansion.Text, of primitive: Primitive) -> String? {
    switch text {
    case .partial(let index): primitive.partials[index]
    case .reach(let index): index < primitive.reach.count ? primitive.reach[index] : nil
    case .domain: primitive.domain
    case .kink: primitive.kink
    case .singular: primitive.singular
    case .square: primitive.square
    case .curvature: primitive.curvature
    case .complexReal: primitive.complex?.real
    case .complexImaginary: primitive.complex?.imaginary
    }
  }

  static func translate(
    _ which: RuleExpansion.Text, of primitive: Primitive, _ graph: ExpressionGraph
  ) -> Template? {
    guard let text = text(which, of: primitive) else { return nil }
    return template(
      text, owner: primitive.name, names: parameters(which, of: primitive), isElementwise: true,
      graph)
  }

  /// The rule of an array operation: in its operands, `R`, and `G` or the operands' tangents.
  static func translate(
    _ text: String, of array: ArrayOperation, _ graph: ExpressionGraph
  ) -> Template {
    template(
      text, owner: array.name, names: names(of: array), isElementwise: false, graph)
  }

  /// What a rule of an array operation may name, in the order of the template's arguments.
  private static func names(of array: ArrayOperation) -> [String] {
    let operands = Array(array.parameters.prefix(array.operandCount))
    let tangents = operands.map { "d" + $0 }
    return operands + ["R", "G"] + tangents + ["J"]
  }

  /// The formula of an array operation for a number of arguments.
  static func formula(
    of array: ArrayOperation, arguments count: Int, _ graph: ExpressionGraph
  ) -> Template {
    guard case .formula(let texts) = array.meaning else {
      preconditionFailure("\(array.name) has a formula")
    }
    return template(
      texts[count - array.argumentCounts.lowerBound], owner: array.name,
      names: Array(array.parameters.prefix(count)), isElementwise: false, graph)
  }

  private static func template(
    _ text: String, owner: String, names: [String], isElementwise: Bool, _ graph: ExpressionGraph
  ) -> Template {
    let source = SourceText(name: "rule of \(owner)", text)
    guard let tree = try? Parser.parse(source), let statement = tree.statements.first else {
      preconditionFailure("the rule `\(text)` of \(owner) does not parse")
    }
    var template = Template()
    for index in statement.body {
      let node = tree.nodes[Int(index)]
      template.steps.append(
        isElementwise
          ? elementStep(for: node, tree, source, names, owner, graph)
          : arrayStep(for: node, tree, source, names, owner, graph))
    }
    return template
  }

  private static func apply(
    _ operation: Operation, _ count: Int32, _ kind: Step.Kind = .apply
  ) -> Step {
    Step(kind: kind, count: count, payload: Int32(operation.rawValue), origin: -1)
  }

  /// A name or a number; nil for other nodes.
  private static func leaf(
    _ node: SyntaxTree.Node, _ tree: SyntaxTree, _ source: SourceText, _ names: [String],
    _ owner: String, _ graph: ExpressionGraph
  ) -> Step? {
    func push(_ node: Node) -> Step { Step(kind: .node, payload: node.index, origin: -1) }
    switch node.kind {
    case .number: return push(graph.constant(tree.numbers[Int(node.payload)]))
    case .name:
      let name = tree.name(node.payload, in: source)
      if let index = names.firstIndex(of: name) {
        return Step(kind: .parameter, payload: Int32(index), origin: -1)
      }
      guard let constant = LanguageWords.constant(name) else {
        preconditionFailure("a rule of \(owner) uses the unknown name \(name)")
      }
      return push(graph.constant(constant))
    default: return nil
    }
  }

  /// A step of a rule that is read element by element: `*` is `.*`.
  private static func elementStep(
    for node: SyntaxTree.Node, _ tree: SyntaxTree, _ source: SourceText, _ names: [String],
    _ owner: String, _ graph: ExpressionGraph
  ) -> Step {
    if let leaf = leaf(node, tree, source, names, owner, graph) { return leaf }
    if node.kind == .call {
      let call = tree.calls[Int(node.payload)]
      let name = tree.name(call.function, in: source)
      guard let operation = Operation.named(name) else {
        preconditionFailure("a rule of \(owner) uses the unknown function \(name)")
      }
      return apply(operation, call.count)
    }
    guard let (operation, count) = Operation.written(node.kind) else {
      preconditionFailure("a rule of \(owner) uses array syntax")
    }
    return apply(operation, count)
  }

  /// A step of a rule of arrays: operators mean what they mean in a program.
  private static func arrayStep(
    for node: SyntaxTree.Node, _ tree: SyntaxTree, _ source: SourceText, _ names: [String],
    _ owner: String, _ graph: ExpressionGraph
  ) -> Step {
    if let leaf = leaf(node, tree, source, names, owner, graph) { return leaf }
    if node.kind == .call {
      let call = tree.calls[Int(node.payload)]
      return arrayCall(tree.name(call.function, in: source), call.count, owner)
    }
    guard let step = Step.written(node, origin: -1) else {
      preconditionFailure("a rule of \(owner) uses syntax that rules do not have")
    }
    return step
  }

  private static func arrayCall(_ name: String, _ count: Int32, _ owner: String) -> Step {
    let scalar = Operation.named(name)
    if let scalar, count > 1 || !scalar.primitive.isVariadic { return apply(scalar, count) }
    guard let index = ArrayRegistry.index(named: name, inRules: true) else {
      preconditionFailure("a rule of \(owner) uses the unknown function \(name)")
    }
    let operation = Operation(array: index)
    let array = operation.array
    if array.shaped?.name == name, Int(count) == array.operandCount + 1 {
      return apply(operation, count, .shaped)
    }
    let leavesParametersOut = Int(count) == array.operandCount && array.operandCount == 1
    return apply(operation, count, leavesParametersOut ? .inherited : .array)
  }
}

extension Step {
  /// The step of an operator or of brackets; nil for names, numbers and calls.
  static func written(_ node: SyntaxTree.Node, origin: Int32) -> Step? {
    func syntax(_ syntax: ArraySyntax, _ count: Int32) -> Step {
      Step(kind: .syntax, count: count, payload: syntax.rawValue, origin: origin)
    }
    switch node.kind {
    case .transpose: return syntax(.transpose, 1)
    case .leftDivide: return syntax(.leftDivide, 2)
    case .range: return syntax(.range, node.payload)
    case .row: return syntax(.row, node.payload)
    case .matrix: return syntax(.matrix, node.payload)
    case .index: return syntax(.index, node.payload + 1)
    case .allIndices: return Step(kind: .allIndices, payload: 0, origin: origin)
    default: break
    }
    guard let (operation, count) = Operation.written(node.kind) else { return nil }
    let isMatrix = node.kind == .multiply || node.kind == .divide || node.kind == .power
    return Step(
      kind: isMatrix ? .matrixOperator : .apply, count: count, payload: Int32(operation.rawValue),
      origin: origin)
  }
}

extension Operation {
  /// The primitive that a node of the syntax tree stands for where its operands are scalars, with
  /// their number; nil for other nodes.
  static func written(_ kind: SyntaxTree.Kind) -> (operation: Operation, operands: Int32)? {
    switch kind {
    case .negate: (.negate, 1)
    case .not: (.not, 1)
    case .add: (.add, 2)
    case .subtract: (.subtract, 2)
    case .multiply, .elementMultiply: (.multiply, 2)
    case .divide, .elementDivide: (.divide, 2)
    case .power, .elementPower: (.power, 2)
    case .less: (.less, 2)
    case .lessOrEqual: (.lessOrEqual, 2)
    case .greater: (.greater, 2)
    case .greaterOrEqual: (.greaterOrEqual, 2)
    case .equal: (.equal, 2)
    case .notEqual: (.notEqual, 2)
    case .and: (.and, 2)
    case .or: (.or, 2)
    case .number, .name, .functionName, .call, .transpose, .leftDivide, .range, .row, .matrix,
      .index, .allIndices, .lastIndex:
      nil
    }
  }
}
