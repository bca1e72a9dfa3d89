import Calculus
import Differentiation
import Evaluation
import Graph
import Notation
import Numerics
import ProgramSupport
import Testing

/// What is printed of arrays can be read again, and means the same.
@Suite("Printed arrays")
struct ArrayPrintingTests {
  static let names = ArrayRegistry.operations.map(\.name)

  /// Operations that programs cannot write: what is printed with them is for people only.
  private static let unreadable = [
    "place(", "cofactor", "eigvecs(", "lu(", "eigen(", "centred(", "balanced(", "direction(",
    "spectral(", "divided(", "gather(", "scatter(",
  ]

  /// The same of derivatives that are differentiated again.
  private static let unreadableAgain = ["pslope("]

  private func isReadable(_ text: String) -> Bool {
    let words = ArrayPrintingTests.unreadable + ArrayPrintingTests.unreadableAgain
    return !text.contains("…") && !words.contains { text.contains($0) }
  }

  private func cases(_ name: String) -> [ArrayCase] {
    ArrayCase.all.filter { $0.operation == name }
  }

  /// The names of the function's inputs, and the weights' as `w`.
  private func namer(_ test: ArrayCase, _ function: ArrayFunction) -> (Node) -> String? {
    { node in
      node == function.weightInput
        ? "w" : function.inputs.firstIndex(of: node).map { test.operands[$0].name }
    }
  }

  private func bindings(
    _ test: ArrayCase, _ function: ArrayFunction
  ) -> [(name: String, value: Matrix)] {
    [("w", function.weights)] + zip(test.operands, function.point).map { ($0.name, $1) }
  }

  @Test("A printed operation, parsed again, gives the same bits", arguments: names)
  func operationReadsBack(_ name: String) throws {
    for test in cases(name) {
      let function = try test.function(seed: 4)
      let printer = ExpressionPrinter(
        function.graph, ProgramText(), name: namer(test, function))
      let text = printer.print(function.output).text
      guard isReadable(text) else { continue }
      let bound = bindings(test, function)
      let again = try Program(text, bound)
      let value = again.values(at: again.point(bound))[0]
      #expect(value.distance(to: function.value) == 0, "\(test): \(text) gives \(value)")
    }
  }

  @Test("A printed adjoint, parsed again, gives the same numbers", arguments: names)
  func adjointReadsBack(_ name: String) throws {
    for test in cases(name) {
      let function = try test.function(seed: 5)
      let printer = ExpressionPrinter(
        function.graph, ProgramText(), name: namer(test, function))
      let bound = bindings(test, function)
      for (index, node) in function.adjointNodes().enumerated() {
        guard let node else { continue }
        let text = printer.print(node).text
        guard isReadable(text) else { continue }
        let again = try Program(text, bound)
        let value = again.values(at: again.point(bound))[0]
        let expected = function.values([node], at: function.point)[0]
        #expect(
          value.distance(to: expected) <= 1e-15 * max(1, expected.largest),
          "\(test) by \(test.operands[index].name): \(text) gives \(value), not \(expected)")
      }
    }
  }

  @Test("LaTeX of operations and of their adjoints is balanced and not empty", arguments: names)
  func latex(_ name: String) throws {
    for test in cases(name) {
      let function = try test.function(seed: 6)
      let printer = ExpressionPrinter(function.graph, LaTeX(), name: namer(test, function))
      for node in [function.output] + function.adjointNodes().compactMap({ $0 }) {
        expectBalanced(printer.print(node).text, "\(test)")
      }
    }
  }

  private func expectBalanced(_ text: String, _ place: String) {
    #expect(!text.isEmpty && !text.contains("#"), "\(place): \(text)")
    #expect(text.count { $0 == "{" } == text.count { $0 == "}" }, "\(place): \(text)")
    for (open, close) in [(#"\left"#, #"\right"#), (#"\begin"#, #"\end"#)] {
      #expect(
        text.ranges(of: open).count == text.ranges(of: close).count, "\(place): \(text)")
    }
  }

  // MARK: - Traces

  /// Programs of several steps, with what their inputs are bound to.
  private static let programs: [(text: String, bindings: [(name: String, value: Matrix)])] = {
    var random = RandomPrograms(seed: 11)
    let x = random.matrix(Shape(3, 1), .positive)
    let a = random.matrix(Shape(3, 3), .invertible)
    let b = random.matrix(Shape(3, 2))
    let s = random.matrix(Shape(3, 3), .positiveDefinite)
    let bound = [("x", x), ("A", a), ("B", b), ("S", s)].map { (name: $0.0, value: $0.1) }
    return [
      "y = A*x; sum(y.^2)", "x'*A*x", "sum(sum(A*B, 1).*[1, 2])", "A \\ x + A' \\ x; x'*(A \\ x)",
      "L = chol(S); z = lsolve(L, x); 0.5*z'*z + sum(log(diag(L)))", "logdet(A) + det(A)*trace(A)",
      "norm(A*x) + sum(inv(A)[1, :])", "sum((x + B).*B) + max(B) + sum(min(B, [], 2))",
      "softmax(B)[2, 1] + logsumexp(x)", "sum(tril(A)[2:3, [1, 1, 3]].*[1, 2, 3; 4, 5, 6])",
      "sum([A, B; B', eye(2)]*[x; 1; 2])", "prod(x) + sum(cumsum(B, 2).*flip(B))",
      "sum(if(B > 0, B, x/2)) + mean(x) + var(x)", "sum(reshape(B, 2, 3)*x) + sum(vec(A))/9",
      "sum(kron(x', B).^2) + sum(repmat(x, 1, 2).*B)", "sum(A^3*x) + sum(A^-1*x)",
      "sum(diag(x)*B) + dot(diag(A), x)", "eigvals(S)[2] + x[end]*A[end, 1]",
      "sum(linspace(x[1], x[2], 4).*(1:4)) + sum(-B')", "mse(A*x, x) + crossentropy(x, softmax(x))",
      "(1 - x)'*(2*(x - 3)) - (x - (1 - x))'*x", "sum(2 ./ x.^2) + sum(-x.^2) + sum((-x).^2)",
      "sum((A*B)' * (A \\ B)) - sum((A'*(B*B'))*x)", "x'*x/(x'*A*x) - (x'*x)^2",
    ].map { ($0, bound) }
  }()

  /// The trace's steps as statements: `v3 = v1*v2`.
  @Test(
    "The operations of a trace, read as a program, give its values", arguments: programs.indices)
  func traceIsAProgram(_ index: Int) throws {
    let (text, bound) = ArrayPrintingTests.programs[index]
    let program = try Program(text, bound)
    let point = program.point(bound)
    let trace = Trace(of: program, by: [0], at: point, derivatives: .none)
    let printer = ExpressionPrinter(program.graph, ProgramText()) { trace.name(of: $0) }
    var statements: [String] = []
    for row in trace.rows where program.graph[row.node].operation != .input {
      let name = try #require(trace.name(of: row.node))
      statements.append("\(name) = \(printer.printOperation(row.node).text)")
    }
    let again = try Program(statements.joined(separator: "\n"), bound)
    let all = try again.selecting(again.definitions.map { again.text($0.nameSpan) })
    let found = all.values(at: all.point(bound))
    let rows = trace.rows.filter { program.graph[$0.node].operation != .input }
    for (row, value) in zip(rows, found) {
      #expect(value.distance(to: row.value) == 0, "\(trace.name(of: row.node) ?? ""): \(text)")
    }
  }

  @Test(
    "The adjoint rules of a trace give its adjoints from those of the steps that use it",
    arguments: programs.indices)
  func adjointRules(_ index: Int) throws {
    let (text, bound) = ArrayPrintingTests.programs[index]
    let program = try Program(text, bound)
    let trace = Trace(
      of: program, by: Array(program.inputs.indices), at: program.point(bound),
      derivatives: .adjoints)
    var known: [(name: String, value: Matrix)] = []
    for row in trace.rows {
      let name = try #require(trace.name(of: row.node))
      known.append((name, row.value))
      if let adjoint = row.adjoint { known.append((name + "_bar", adjoint)) }
    }
    for row in trace.rows where !row.arcs.isEmpty {
      let rules = row.arcs.map { rule(of: $0, program.graph, trace, suffix: "_bar", $0.consumer) }
      try expect(rules, known, gives: row.adjoint, "\(text): \(rules)")
    }
  }

  @Test(
    "The tangent rules of a trace give its tangents from those of its operands",
    arguments: programs.indices)
  func tangentRules(_ index: Int) throws {
    let (text, bound) = ArrayPrintingTests.programs[index]
    let program = try Program(text, bound)
    let trace = Trace(
      of: program, by: Array(program.inputs.indices), at: program.point(bound),
      derivatives: .tangents([0, program.coordinateCount - 1]))
    for direction in [0, 1] {
      var known: [(name: String, value: Matrix)] = []
      for row in trace.rows {
        let name = try #require(trace.name(of: row.node))
        known += [(name, row.value), (name + "_dot", row.tangents[direction])]
      }
      for row in trace.rows where !row.arcs.isEmpty {
        let rules = row.arcs.map { rule(of: $0, program.graph, trace, suffix: "_dot", $0.operand) }
        try expect(rules, known, gives: row.tangents[direction], "\(text): \(rules)")
      }
    }
  }

  /// An arc's share in program text.
  private func rule(
    of arc: Arc, _ graph: ExpressionGraph, _ trace: Trace, suffix: String, _ giver: Node
  ) -> String {
    let given = (trace.name(of: giver) ?? "") + suffix
    let printer = ExpressionPrinter(graph, ProgramText()) {
      $0 == arc.share?.given ? given : trace.name(of: $0)
    }
    if let share = arc.share { return printer.print(share.node).text }
    let product =
      switch arc.partial {
      case .none, .one, .linear: given
      case .minusOne: "-" + given
      case .node(let partial): "\(given)*(\(printer.print(partial).text))"
      }
    return arc.reach.map { "if(\(printer.print($0).text), \(product), 0)" } ?? product
  }

  private func expect(
    _ rules: [String], _ known: [(name: String, value: Matrix)], gives expected: Matrix?,
    _ place: String
  ) throws {
    guard let expected, rules.allSatisfy(isReadable) else { return }
    let program = try Program(rules.map { "(\($0))" }.joined(separator: " + "), known)
    let value = program.values(at: program.point(known))[0]
    #expect(
      value.distance(to: expected) <= 1e-13 * max(1, expected.largest),
      "\(place): \(value), not \(expected)")
  }
}
