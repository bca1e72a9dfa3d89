import Graph
import ProgramSupport
import TestSupport
import Testing

/// Functions and iterations are expanded where they are called.
@Suite("Expansion")
struct ExpansionTests {
  @Test(
    "Functions compute what they say",
    arguments: [
      ("f(t) = t^2; f(3)", 9), ("f(a, b) = a - b; f(f(9, 2), 3)", 4),
      ("f(t) = t + 1; g(t) = 2*f(t); g(f(1))", 6), ("k = 3; f(t) = k*t; f(2)", 6),
      ("f(t) = t; f(7)", 7), ("f(t) = 5; f(7)", 5), ("f(t) = t*t; f(f(f(2)))", 256),
      ("f(t) = if(t > 0, t, -t); f(-3) + f(4)", 7),
      // Iteration.
      ("f(t) = 2*t; iterate(f, 10, 1)", 1024), ("iterate(sqrt, 3, 256)", 2),
      ("f(t) = 2*t; iterate(f, 0, 7)", 7), ("iterate(square, 2 + 1, 2)", 256),
      ("n = 4; f(t) = t + 1; iterate(f, n, 0)", 4), ("f(t) = t; iterate(f, 1000, 3)", 3),
      ("f(t) = 2*t; g(t) = iterate(f, 3, t); iterate(g, 2, 1)", 64),
      ("f(t) = 2*t; g(t) = iterate(f, 2, t) + 1; g(g(1))", 21),
    ] as [(String, Double)])
  func values(text: String, value: Double) throws {
    #expect(try Program(text).value() == value)
  }

  @Test("A call with the same arguments is expanded once")
  func memo() throws {
    let depth = 60
    let functions = (1...depth).map { "f\($0)(x) = f\($0 - 1)(x) + f\($0 - 1)(x)" }
    let program = try Program(
      (["f0(x) = x"] + functions + ["f\(depth)(x)"]).joined(separator: "\n"))
    #expect(program.operationCount == depth)
    #expect(program.value(["x": 1]) == 0x1p60)
  }

  @Test("Functions that call one another a hundred thousand deep are expanded without recursion")
  func depth() throws {
    let depth = 100_000
    let functions = (1...depth).map { "f\($0)(x) = f\($0 - 1)(x) + 1" }
    let program = try Program(
      (["f0(x) = x"] + functions + ["f\(depth)(x)"]).joined(separator: "\n"))
    #expect(program.value(["x": 0]) == Double(depth))
  }

  @Test("A hundred thousand steps of an iteration are as many nodes")
  func longIteration() throws {
    let program = try Program("f(v) = v*y + sin(v); iterate(f, 100000, x)")
    #expect(program.operationCount == 300_000)
  }

  @Test("Functions that share the calls of one another are expanded, however much they repeat")
  func sharedCalls() throws {
    let functions = (2...70).map { "f\($0)(x) = f\($0 - 1)(x) + f\($0 - 2)(x)" }
    let text = (["f0(x) = x", "f1(x) = x"] + functions + ["f70(y)"]).joined(separator: "\n")
    let program = try Program(text)
    #expect(program.operationCount == 69)
    #expect(program.value(["y": 1]) == 308_061_521_170_129)
  }

  @Test("Bodies that share a call are not taken for more than they are")
  func sharedAcrossBodies() throws {
    // Twenty bodies call h with the same argument: counted twenty times, expanded once.
    let h = (0..<200).reduce("t") { "sin(\($0) + \($1))" }
    let calls = (1...20).map { "k\($0)(t) = h(t)*\($0);" }.joined()
    let sum = (1...20).map { "k\($0)(t)" }.joined(separator: " + ")
    let text = "h(t) = \(h); \(calls) f(t) = \(sum); iterate(f, 1500, x)"
    let count = try Program(text).operationCount
    #expect(count > Lowering.trialLimit && count < 1500 * 450)
  }

  @Test(
    "What cannot fit is known before it is expanded",
    arguments: [
      (
        "f(t) = t + 1; g(t) = iterate(f, 1000, t); h(t) = iterate(g, 1000, t); iterate(h, 1000, x)",
        1e9
      ),
      (
        "f(t) = \(String(repeating: "sin(", count: 12))t\(String(repeating: ")", count: 12));"
          + "g(t) = iterate(f, 9e6, t) + 1; g(x)", 1.08e8 + 1
      ),
      (
        "f0(x) = x + 1;"
          + (1...200).map { "f\($0)(x) = f\($0 - 1)(f\($0 - 1)(x))" }.joined(separator: ";")
          + "; f200(x)", 0x1p200
      ),
    ] as [(String, Double)])
  func expected(text: String, size: Double) {
    do throws(ProgramError) {
      _ = try Program(text)
      Issue.record("\(size) operations were made")
    } catch {
      guard case .lowering(.tooLarge(_, _, let expected)) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(expected == size)
    }
  }

  @Test("A derivative in a step of an iteration goes through the steps of its own function only")
  func nodesBetween() throws {
    let graph = try Program("f(v) = v*y + sin(v); iterate(f, 1000, x)").graph
    let independent = graph.makeArray(.hold, [0], .scalar, parameters: [0])
    let square = graph.make(.multiply, independent.index, independent.index)
    let target = graph.make(.add, square.index, independent.index)
    for side in [NodesBetween.Side.dependents, .ancestors] {
      let between = NodesBetween([independent], and: [target], in: graph, side: side)
      #expect(between.range.count == 3)
      // Few steps of a long range are listed.
      let input = NodesBetween([Node(0)], and: [target], in: graph, side: side)
      var nodes: [Int] = []
      input.forEach { nodes.append($0) }
      #expect(nodes == [0, Int(independent.index), Int(square.index), Int(target.index)])
      let numbers = NodeNumbers(for: input)
      numbers.view[Int(square.index)] = 7
      #expect(numbers.view[Int(square.index)] == 7 && numbers.view[5] == -1)
    }
  }

  @Test("An iteration that will not fit is refused when that is clear, with what it would make")
  func foreseen() {
    let text = "f(a) = a - (a^2 - 2)/diff(a^2 - 2, a); iterate(f, 2000000, x)"
    do throws(ProgramError) {
      _ = try Program(text)
      Issue.record("the iteration was expanded")
    } catch {
      guard case .lowering(.tooLarge(_, let limit, let expected?)) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(expected > Double(limit))
    }
  }

  @Test(
    "An expansion that does not fit is refused before it fills the memory",
    .enabled(if: Sampling.isWhole, "ten million operations are made first"))
  func limit() {
    // Thirty levels of two calls with different arguments: 2^30 operations.
    let functions = (1...30).map { "f\($0)(x) = f\($0 - 1)(x*\($0).5) + f\($0 - 1)(x*\($0).25)" }
    let text = (["f0(x) = sin(x)"] + functions + ["f30(y)"]).joined(separator: "\n")
    do throws(ProgramError) {
      _ = try Program(text)
      Issue.record("2^30 operations were made")
    } catch {
      guard case .lowering(.tooLarge) = error else {
        Issue.record("\(error)")
        return
      }
    }
  }
}
