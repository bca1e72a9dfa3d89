import Graph
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
    #expect(try lower(text).value() == value)
  }

  @Test("A call with the same arguments is expanded once")
  func memo() throws {
    let depth = 60
    let functions = (1...depth).map { "f\($0)(x) = f\($0 - 1)(x) + f\($0 - 1)(x)" }
    let program = try lower((["f0(x) = x"] + functions + ["f\(depth)(x)"]).joined(separator: "\n"))
    #expect(program.operationCount == depth)
    #expect(program.value(["x": 1]) == 0x1p60)
  }

  @Test("Functions that call one another a hundred thousand deep are expanded without recursion")
  func depth() throws {
    let depth = 100_000
    let functions = (1...depth).map { "f\($0)(x) = f\($0 - 1)(x) + 1" }
    let program = try lower((["f0(x) = x"] + functions + ["f\(depth)(x)"]).joined(separator: "\n"))
    #expect(program.value(["x": 0]) == Double(depth))
  }

  @Test("A hundred thousand steps of an iteration are as many nodes")
  func longIteration() throws {
    let program = try lower("f(v) = v*y + sin(v); iterate(f, 100000, x)")
    #expect(program.operationCount == 300_000)
  }

  @Test(
    "An expansion that does not fit is refused before it fills the memory",
    .enabled(if: Sampling.isWhole, "ten million operations are made first"))
  func limit() {
    // Thirty levels of two calls with different arguments: 2^30 operations.
    let functions = (1...30).map { "f\($0)(x) = f\($0 - 1)(x*\($0).5) + f\($0 - 1)(x*\($0).25)" }
    let text = (["f0(x) = sin(x)"] + functions + ["f30(y)"]).joined(separator: "\n")
    do throws(ProgramError) {
      _ = try lower(text)
      Issue.record("2^30 operations were made")
    } catch {
      guard case .lowering(.tooLarge) = error else {
        Issue.record("\(error)")
        return
      }
    }
  }
}
