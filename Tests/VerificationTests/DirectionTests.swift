import Evaluation
import Graph
import Testing

@testable import Verification

@Suite("Checks along random directions")
struct DirectionTests {
  static let programs: [(text: String, bindings: [String])] = [
    ("sum(sin(x).^2)", ["x=(1:200)/200"]),
    ("norm(A*B)", ["A=reshape(sin(1:100), 10, 10)", "B=reshape(cos(1:100), 10, 10)"]),
    ("A*B + sin(A)", ["A=reshape(sin(1:64), 8, 8)", "B=reshape(cos(1:64), 8, 8)"]),
    (
      "H = relu(W*X + b); crossentropy(Y, softmax(V*H))",
      [
        "W=reshape(sin((1:200).^2), 20, 10)", "b=zeros(20, 1)", "X=reshape(cos(1:80), 10, 8)",
        "V=reshape(sin((1:60).^2), 3, 20)", "Y=[eye(3), eye(3), ones(3, 2)/3]",
      ]
    ),
    (
      "K = exp(-(x - x').^2) + 0.1*eye(rows(x)); L = chol(K); sum(lsolve(L, y).^2) + logdet(K)",
      ["x=cumsum(0.1 + sin(1:20)'.^2)", "y=cos(1:20)'"]
    ),
    ("eigvals(A + A')", ["A=reshape(sin((1:64).^2), 8, 8)"]),
    ("A \\ B", ["A=reshape(sin((1:64).^2), 8, 8)", "B=ones(8, 1)"]),
    ("1e-9*sum(x.^3)", ["x=1e9*(1:200)"]),
  ]

  @Test("Ten thousand elements take eight directions, not ten thousand checks")
  func takesManyElements() throws {
    let array = try ArrayProgram("sum(sin(x).^2)/numel(x)", ["x=(1:10000)/1e4"])
    #expect(array.checkDirections(2).verdict == .agrees)
    let smaller = try ArrayProgram("sum(sin(x).^2)/numel(x)", ["x=(1:1000)/1000"])
    let wrong = smaller.checkDirections(1) { _, coordinate, value in
      coordinate == 654 ? -value : value
    }
    #expect(wrong.culprit?.coordinate == 654)
  }

  @Test("Right derivatives are confirmed", arguments: programs)
  func confirms(_ text: String, _ bindings: [String]) throws {
    let check = try ArrayProgram(text, bindings).checkDirections()
    #expect(check.derivatives.count == 8)
    for derivative in check.derivatives {
      #expect(derivative.verdict == .agrees, "\(text): \(derivative)")
    }
    #expect(check.largestModeDifference < 1e-11)
    #expect(check.culprit == nil)
  }

  @Test("A wrong element is reported and found", arguments: programs, [0, 1])
  func findsCulprits(_ program: (text: String, bindings: [String]), _ kind: Int) throws {
    let array = try ArrayProgram(program.text, program.bindings)
    // The largest derivatives matter most.
    let right = array.checkDirections(1).gradient
    let wrong = try #require(right.indices.max { right[$0].magnitude < right[$1].magnitude })
    let check = array.checkDirections(1) { mode, coordinate, value in
      guard coordinate == wrong else { return value }
      return kind == 1 && mode == .forward ? value : 2 * value
    }
    #expect(check.verdict == .disagrees, "\(program.text)")
    #expect(check.culprit?.coordinate == wrong, "\(program.text)")
  }

  @Test("A wrong rule shows in every direction, by one part in ten thousand")
  func reportsWrongRules() throws {
    for (text, bindings) in Self.programs {
      let check = try ArrayProgram(text, bindings).checkDirections(2) { _, _, value in
        value * (1 + 1e-4)
      }
      for derivative in check.derivatives {
        #expect(derivative.verdict == .disagrees, "\(text): \(derivative)")
      }
      #expect(check.culprit != nil, "\(text)")
    }
  }

  @Test("Inputs that are not asked for stay")
  func restrictsInputs() throws {
    let array = try ArrayProgram(
      "sum(A.*B) + sum(abs(A - A))", ["A=reshape(1:200, 10, 20)", "B=ones(10, 20)"])
    let check = array.checkDirections(of: [1])
    #expect(check.verdict == .agrees)
    #expect(check.gradient[..<200].allSatisfy { $0 == 0 })
    #expect(check.gradient[200...] == array.point[..<200])
  }

  @Test("Many kinks at once are a kink, whatever the conventions add up to")
  func knowsKinks() throws {
    let array = try ArrayProgram(
      "H = relu(W*X + b); sum(c.*sum(H, 2))",
      ["W=zeros(20, 10)", "b=zeros(20, 1)", "X=reshape(cos(1:50), 10, 5)", "c=sin(1:20)'"])
    for derivative in array.checkDirections(of: [0, 2]).derivatives {
      #expect(derivative.verdict == .kink, "\(derivative)")
    }
  }

  @Test("An infinite slope in one element makes every direction singular")
  func knowsSingularPoints() throws {
    let check = try ArrayProgram("sum(sqrt(x))", ["x=[0; (1:200)']"]).checkDirections()
    #expect(check.derivatives.allSatisfy { $0.verdict == .singular })
  }

  @Test("A scalar program with many inputs is checked in the same way")
  func takesScalars() throws {
    let names = (1...150).map { "x\($0)" }
    let program = try program(names.map { "sin(\($0))" }.joined(separator: "*2 + "))
    let point = names.indices.map { 0.01 * Double($0) }
    let check = DerivativeCheck(
      of: program, alongDirections: 3, of: Array(names.indices), at: point)
    #expect(check.derivatives.map(\.verdict) == [.agrees, .agrees, .agrees])
    #expect(check.derivatives.allSatisfy { $0.complexStep.derivative != nil })
  }

  @Test("No element at all: nothing to disagree about")
  func takesEmptyInputs() throws {
    let check = try ArrayProgram("sum(x) + 1", ["x=zeros(0, 3)"]).checkDirections(2)
    #expect(check.value == 1)
    #expect(check.verdict == .agrees)
  }

  @Test("Directions move each element by half to all of its size")
  func choosesComponents() throws {
    let array = try ArrayProgram("sum(x)", ["x=[1, -20, 0, 1e-9]"])
    let directions = RandomDirections(of: array.program, inputs: [0], at: array.point)
    let components = directions.line(1).components(in: array.program)[0].map(\.magnitude)
    for (component, size) in zip(components, [1, 20, 0.02, 0.02]) {
      #expect((0.5...1).contains(component / size))
    }
    #expect(
      directions.line(2).components(in: array.program)
        != directions.line(3).components(in: array.program))
  }
}
