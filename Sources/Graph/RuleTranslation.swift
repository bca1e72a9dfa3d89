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
    case .partial, .reach, .domain, .kink, .singular:
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
    case .complexReal: primitive.complex?.real
    case .complexImaginary: primitive.complex?.imaginary
    }
  }

  static func translate(
    _ which: RuleExpansion.Text, of primitive: Primitive, _ graph: ExpressionGraph
  ) -> Template? {
    guard let text = text(which, of: primitive) else { return nil }
    let source = SourceText(name: "rule of \(primitive.name)", text)
    guard let tree = try? Parser.parse(source), let statement = tree.statements.first else {
      preconditionFailure("the rule `\(text)` of \(primitive.name) does not parse")
    }
    let names = parameters(which, of: primitive)
    var template = Template()
    for index in statement.body {
      template.steps.append(
        step(for: tree.nodes[Int(index)], tree, source, names, primitive, graph))
    }
    return template
  }

  private static func step(
    for node: SyntaxTree.Node, _ tree: SyntaxTree, _ source: SourceText, _ names: [String],
    _ primitive: Primitive, _ graph: ExpressionGraph
  ) -> Step {
    func apply(_ operation: Operation, _ count: Int32) -> Step {
      Step(kind: .apply, count: count, payload: Int32(operation.rawValue), origin: -1)
    }
    func push(_ node: Node) -> Step { Step(kind: .node, payload: node.index, origin: -1) }

    switch node.kind {
    case .number: return push(graph.constant(tree.numbers[Int(node.payload)]))
    case .name:
      let name = tree.name(node.payload, in: source)
      if let index = names.firstIndex(of: name) {
        return Step(kind: .parameter, payload: Int32(index), origin: -1)
      }
      guard let constant = LanguageWords.constant(name) else {
        preconditionFailure("a rule of \(primitive.name) uses the unknown name \(name)")
      }
      return push(graph.constant(constant))
    case .call:
      let call = tree.calls[Int(node.payload)]
      let name = tree.name(call.function, in: source)
      guard let operation = Operation.named(name) else {
        preconditionFailure("a rule of \(primitive.name) uses the unknown function \(name)")
      }
      return apply(operation, call.count)
    default:
      guard let (operation, count) = Operation.written(node.kind) else {
        preconditionFailure("a rule of \(primitive.name) uses array syntax")
      }
      return apply(operation, count)
    }
  }
}

extension Operation {
  /// The operator that a node of the syntax tree stands for, with its number of operands; nil for
  /// other nodes.
  static func written(_ kind: SyntaxTree.Kind) -> (operation: Operation, operands: Int32)? {
    switch kind {
    case .negate: (.negate, 1)
    case .not: (.not, 1)
    case .add: (.add, 2)
    case .subtract: (.subtract, 2)
    // Values are scalars so far, and for scalars the dotted operators are the plain ones.
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
