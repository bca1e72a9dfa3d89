import Differentiation
import Evaluation
import Graph
import Notation
import Numerics
import ProgramSupport
import TestSupport
import Testing

/// Random programs of arrays by independent ways.
@Suite("Random programs of arrays")
struct ArrayRandomProgramTests {
  private static let count = Sampling.count(2000, whole: 20_000)

  @Test("Forward mode, reverse mode and directional differences agree")
  func derivatives() throws {
    var programs = ArrayRandomPrograms(seed: Sampling.seed)
    var random = RandomPrograms(seed: Sampling.seed &+ 1)
    var finiteCount = 0
    for _ in 0..<Self.count {
      let (text, bindings) = programs.next()
      let place = "\(text)\n\(bindings)"
      let program = try Program(text, bindings)
      let point = program.point(bindings)
      let inputs = Array(program.inputs.indices)
      let reverse = Gradient(of: program, by: inputs, at: point, mode: .reverse)
      let forward = Gradient(of: program, by: inputs, at: point, mode: .forward)
      #expect(reverse.value == forward.value || reverse.value.isNaN, "\(place)")
      guard reverse.value.isFinite else { continue }
      finiteCount += 1
      let scale = reverse.partials.reduce(max(1, abs(reverse.value))) { max($0, abs($1)) }
      for (f, r) in zip(forward.partials, reverse.partials) {
        #expect(abs(f - r) <= 1e-9 * scale, "forward \(f), reverse \(r): \(place)")
      }
      // The sine of a large number hides its slope from any step.
      guard scale < 1e4 else { continue }
      let direction = point.map { _ in random.uniform(-1...1) }
      let slope = zip(reverse.partials, direction).reduce(0) { $0 + $1.0 * $1.1 }
      let quotients = [-10, -14, -18, -22].map { quotient(program, point, direction, step: $0) }
      // Where a kink, or a wave of the sine of a large number, lies within one step, it does not
      // within a smaller one.
      #expect(
        quotients.contains { abs($0 - slope) <= 1e-6 * scale },
        "\(slope), quotients \(quotients): \(place)")
    }
    #expect(finiteCount > Self.count * 9 / 10)
  }

  /// The difference quotient of fourth order along a direction.
  private func quotient(
    _ program: Program, _ point: [Double], _ direction: [Double], step exponent: Int
  ) -> Double {
    let h = Double(sign: .plus, exponent: exponent, significand: 1)
    func at(_ offset: Double) -> Double {
      program.values(at: zip(point, direction).map { $0 + offset * h * $1 })[0].elements[0]
    }
    return (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * h)
  }

  @Test("The Hessian is symmetric, and the same in every order of differentiation")
  func second() throws {
    var programs = ArrayRandomPrograms(seed: Sampling.seed &+ 2)
    var random = RandomPrograms(seed: Sampling.seed &+ 3)
    for _ in 0..<(Self.count / 10) {
      let (text, bindings) = programs.next()
      let function = try ArrayFunction(text, bindings)
      let (u, v) = (
        function.point.map { random.matrix($0.shape) },
        function.point.map { random.matrix($0.shape) }
      )
      let products = function.hessianProducts(u).map(\.product)
      let scale = max(1, products[0].largest, abs(function.weighted(at: function.point)))
      guard scale.isFinite, scale < 1e8 else { continue }
      for product in products.dropFirst() {
        #expect(product.distance(to: products[0]) <= 1e-9 * scale, "\(text)\n\(bindings)")
      }
      let other = function.hessianProducts(v)[0].product
      let one = zip(products[0], v).reduce(0) { $0 + $1.0.dot($1.1) }
      let two = zip(other, u).reduce(0) { $0 + $1.0.dot($1.1) }
      #expect(abs(one - two) <= 1e-8 * max(scale, other.largest), "\(text)\n\(bindings)")
    }
  }

  @Test(
    "Every lane has the bits of a single evaluation, for any number of lanes",
    arguments: [2, 3, 8])
  func lanes(_ count: Int) throws {
    var programs = ArrayRandomPrograms(seed: UInt64(count))
    var random = RandomPrograms(seed: UInt64(count))
    for _ in 0..<100 {
      let (text, bindings) = programs.next()
      let program = try Program(text, bindings)
      let graph = program.graph
      let adjoint = Adjoint(
        of: program.outputs[0].node, independents: program.inputs.map(\.node), in: graph)
      let roots = [program.outputs[0].node] + program.inputs.compactMap { adjoint[$0.node] }
      // One input stays uniform.
      let varying = program.inputs.dropLast(random.below(2))
      let points = (0..<count).map { _ in program.inputs.map { random.matrix($0.shape) } }
      let evaluator = Evaluator(
        graph, roots: roots, varying: varying.map(\.node), lanes: count)
      for (index, input) in program.inputs.enumerated() {
        guard index < varying.count else {
          evaluator.bind(input.node, to: points[0][index].elements[...])
          continue
        }
        for lane in 0..<count {
          for (element, value) in points[lane][index].elements.enumerated() {
            evaluator.bind(input.node, element: element, lane: lane, to: value)
          }
        }
      }
      evaluator.run()
      for lane in 0..<count {
        let single = Evaluator(graph, roots: roots)
        for (index, input) in program.inputs.enumerated() {
          let own = points[index < varying.count ? lane : 0][index]
          single.bind(input.node, to: own.elements[...])
        }
        single.run()
        for root in roots {
          #expect(
            single.matrix(root).distance(to: evaluator.matrix(root, lane: lane)) == 0, "\(text)")
        }
      }
    }
  }

  @Test("A printed derivative, parsed again, gives the derivative")
  func printed() throws {
    var programs = ArrayRandomPrograms(seed: 7)
    for _ in 0..<300 {
      let (text, bindings) = programs.next()
      let program = try Program(text, bindings)
      let adjoint = Adjoint(
        of: program.outputs[0].node, independents: program.inputs.map(\.node), in: program.graph)
      let printer = ExpressionPrinter(program.graph, ProgramText()) { node in
        program.inputs.first { $0.node == node }.map { program.text($0.span) }
      }
      for input in program.inputs {
        guard let node = adjoint[input.node] else { continue }
        let printed = printer.print(node).text
        guard !printed.contains(/…|place\(|cofactor|eigvecs|centred|balanced/) else { continue }
        let again = try Program(printed, bindings)
        let value = again.values(at: again.point(bindings))[0]
        let direct = program.value(of: node, at: program.point(bindings))
        #expect(
          value.distance(to: direct) <= 1e-13 * max(1, direct.largest), "\(text)\n\(printed)")
      }
    }
  }
}
