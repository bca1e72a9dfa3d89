import Calculus
import Evaluation
import Testing

@testable import Verification

@Suite("Checks of arrays")
struct ArrayCheckTests {
  static let examples: [(name: String, text: String, bindings: [String])] =
    ArrayRegistry.operations.filter { !$0.example.isEmpty }.map {
      ($0.name, $0.example, $0.exampleBindings)
    }

  @Test("The example of every function on arrays agrees", arguments: examples)
  func confirmsExamples(_ name: String, _ text: String, _ bindings: [String]) throws {
    let check = try ArrayProgram(text, bindings).check()
    for derivative in check.derivatives {
      #expect(derivative.verdict == .agrees, "\(text): \(derivative)")
    }
  }

  @Test("Wrong derivatives of every function are reported", arguments: examples)
  func reportsErrors(_ name: String, _ text: String, _ bindings: [String]) throws {
    let program = try ArrayProgram(text, bindings)
    for factor in [1 + 1e-4, -1, 0] {
      let check = program.check { _, _, value in value * factor }
      for derivative in check.derivatives where derivative.reverse != 0 {
        #expect(derivative.verdict == .disagrees, "\(text): \(derivative)")
      }
    }
  }

  @Test("An error in a single element is reported there, and nowhere else")
  func reportsSingleElements() throws {
    let program = try ArrayProgram("A*B + sin(A)", ["A=[1, 2; 3, 4]", "B=[5, 6; 7, 8]"])
    for wrong in 0..<8 {
      for mode in DifferentiationMode.allCases {
        let check = program.check { seen, coordinate, value in
          seen == mode && coordinate == wrong ? value * 1.001 : value
        }
        let reported = check.derivatives.filter { $0.verdict == .disagrees }
        #expect(reported.map(\.coordinate) == [wrong])
      }
    }
  }

  static let elementwise = [
    "sin(A).*exp(-A.^2)", "sum(A, 1)", "sum(A, 2)", "mean(A)", "norm(A, 1)", "norm(A, 2)",
    "pnorm(A, 3, 1)", "pnorm(A, 1.5, 2)", "pnorm(A, inf, 1)",
    "logsumexp(A, 1)", "logsumexp(A, 2)", "softmax(A)", "logsoftmax(A)", "cumsum(A, 1)",
    "cumsum(A, 2)", "prod(A, 1)", "prod(A, 2)", "A'*A", "A*A'", "A.*sum(A, 1)", "A + sum(A, 2)",
    "[A, A.^2]", "[A; sin(A)]", "flip(A, 1)", "flip(A, 2)", "tril(A)", "triu(A, 1)", "vec(A)",
    "repmat(A, 2, 3)", "kron(A, A)", "max(A, [], 1)", "min(A, [], 2)", "if(A > 0.5, A.^2, A)",
    "max(A, 0.3)", "A.^3./(1 + A.^2)", "abs(A)", "relu(A)", "floor(3*A)", "var(A, 1)", "diag(A)",
  ]
  static let shapes = ["1, 1", "1, 4", "4, 1", "3, 2", "2, 3", "0, 3", "3, 0", "0, 0", "7, 5"]

  /// Numbers between -1 and 1 that are not equal to each other.
  private static func matrix(_ shape: String) -> String {
    let parts = shape.split(separator: ",").compactMap { Int($0.drop { $0 == " " }) }
    let count = parts[0] * parts[1]
    return count == 0
      ? "A=zeros(\(shape))" : "A=reshape(sin((1:\(count)).^2 + 0.3), \(shape))"
  }

  @Test("Functions of matrices of any shape agree", arguments: shapes)
  func confirmsShapes(_ shape: String) throws {
    for text in Self.elementwise {
      guard let program = try? ArrayProgram(text, [Self.matrix(shape)]) else { continue }
      for derivative in program.check().derivatives {
        // The variance of one number is 0/0.
        guard !text.hasPrefix("var") || program.point.count > 5 else { continue }
        #expect(derivative.verdict == .agrees, "\(text), \(shape): \(derivative)")
      }
    }
  }

  static let square = [
    "inv(A)", "A \\ B", "A' \\ B", "det(A)", "logdet(A)", "chol(A*A' + I)", "lsolve(A, B)",
    "usolve(A, B)", "eigvals(A + A')", "A^3", "A^(-2)", "trace(A*A)", "lsolve(A', B)",
    "x = A \\ B; norm(A'*x - sin(B))",
  ]

  @Test("Linear algebra agrees", arguments: [0, 1, 2, 3, 6])
  func confirmsLinearAlgebra(_ size: Int) throws {
    let count = size * size
    let matrix = count == 0 ? "zeros(0, 0)" : "reshape(sin((1:\(count)).^2), \(size), \(size))"
    let right =
      count == 0 ? "zeros(0, 2)" : "reshape(cos((1:\(2 * size)).^2), \(size), 2)"
    for text in Self.square {
      let program = try ArrayProgram(
        text,
        ["A=\(matrix) + 2*eye(\(size))", "B=\(right)", "I=eye(\(size))"].filter {
          text.contains($0.first ?? " ")
        })
      for derivative in program.check().derivatives {
        #expect(derivative.verdict == .agrees, "\(text), \(size): \(derivative)")
      }
    }
  }

  static let special: [(text: String, binding: String, verdicts: [Verdict])] = [
    ("max(x)", "x=[1; 3; 3]", [.agrees, .kink, .kink]),
    ("min(x)", "x=[1, 1]", [.kink, .kink]),
    ("norm(x)", "x=[0; 0]", [.kink, .kink]),
    ("norm(x, 1)", "x=[0, 1; 0, 2]", [.kink, .kink, .agrees, .agrees]),
    ("sum(abs(x))", "x=[0; 1; -2]", [.kink, .agrees, .agrees]),
    ("abs(x)", "x=[0; 1]", [.kink, .agrees]),
    ("sum(sqrt(x))", "x=[0; 1]", [.singular, .agrees]),
    ("log(x)", "x=[0, 1]", [.singular, .undecided]),
    ("eigvals(x)", "x=eye(3)", Array(repeating: .kink, count: 9)),
    ("sum(eigvals(x).^2)", "x=eye(2)", Array(repeating: .agrees, count: 4)),
    ("eigvecs(x)", "x=eye(2)", Array(repeating: .singular, count: 4)),
    ("eigvecs(x)", "x=[2, 1; 1, 3]", Array(repeating: .agrees, count: 4)),
    ("det(x)", "x=[1, 2; 2, 4]", Array(repeating: .agrees, count: 4)),
    ("det(x)", "x=zeros(3, 3)", Array(repeating: .agrees, count: 9)),
    ("inv(x)", "x=[1, 2; 2, 4]", Array(repeating: .singular, count: 4)),
    ("logdet(x)", "x=[1, 2; 2, 4]", Array(repeating: .singular, count: 4)),
    ("chol(x)", "x=[1, 2; 2, 1]", Array(repeating: .singular, count: 4)),
    ("prod(x)", "x=[0; 0; 3]", [.agrees, .agrees, .agrees]),
    ("floor(x)", "x=[2, 2.5]", [.kink, .agrees]),
    ("sum(relu(x*ones(1, 3)))", "x=[0; 1]", [.kink, .agrees]),
    ("y = relu(x*[1, 2, -1]); 3*y[1] + 2*y[2] - y[3]", "x=[0]", [.kink]),
  ]

  @Test("Kinks and singular points of arrays are known, element by element", arguments: special)
  func knowsSpecialPoints(_ text: String, _ binding: String, _ verdicts: [Verdict]) throws {
    let check = try ArrayProgram(text, [binding]).check()
    #expect(check.derivatives.map(\.verdict) == verdicts, "\(text): \(check.derivatives)")
  }

  @Test("The complex step goes through arrays")
  func hasComplexSteps() throws {
    let texts = [
      "A*A'", "norm(A)", "logsumexp(A, 1)", "softmax(A)", "inv(A)", "A \\ A'", "A' \\ A",
      "lsolve(A, A')", "usolve(A, A')", "sum(A, 1) + A[:, 1]", "[A, A; A.^2, sin(A)]",
      "cumsum(A)./A", "if(A > 0, A.^2, exp(A))", "prod(A)", "diag(diag(A))", "kron(A, A)",
    ]
    for text in texts {
      let program = try ArrayProgram(text, ["A=[2, 0.5; -1, 3]"])
      let check = program.check()
      for derivative in check.derivatives {
        let complex = try #require(derivative.complexStep.derivative, "\(text)")
        let difference = (complex - derivative.reverse).magnitude
        #expect(difference <= 1e-13 * max(1, derivative.reverse.magnitude), "\(text)")
      }
    }
  }

  @Test("An element that meets no obstacle has a complex step; one that does, names it")
  func namesObstaclesOfElements() throws {
    let check = try ArrayProgram("x[1]^2 + abs(x[2])*x[3]", ["x=[2; 3; 4]"]).check()
    let outcomes = check.derivatives.map(\.complexStep)
    #expect(outcomes[1] == .unavailable("abs"))
    #expect(outcomes[0].derivative == 4)
    #expect(outcomes[2].derivative == 3)
  }
}
