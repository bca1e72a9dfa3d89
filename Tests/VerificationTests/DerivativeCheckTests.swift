import Differentiation
import Evaluation
import Graph
import Testing

@testable import Verification

@Suite("Derivative checks")
struct DerivativeCheckTests {
  static let agreeing: [(String, Double)] = [
    ("exp(sin(x^2)*log(x^2))", 1.3), ("x", 0), ("x", 1.7e308), ("exp(x)", 1e-10), ("exp(x)", 1e-30),
    ("(1 + x) - 1", 1e-10), ("log(x)", 1e-300), ("sqrt(x)", 1e-12), ("sqrt(x - 1)", 1.00000001),
    ("asin(x)", 0.9999999999), ("1/x", 1e-5), ("x^2*sin(1/x)", 1e-6), ("atan(1e8*x)", 0),
    ("tanh(1e6*x)", 1e-3), ("exp(-1/x^2)", 0.1), ("abs(x - 1)", 1.000000001), ("abs(x)", 1e-30),
    ("sin(1000*x)", 1), ("sin(x)", 1e5), ("sin(x)", 1e22), ("sin(2*pi*320*x)", 1),
    ("x^1.5", 0), ("abs(x)*x", 0), ("floor(x)", 2.5), ("round(x*100)/100", 1234.5),
    ("max(x, 0) - max(-x, 0)", 0), ("if(x > 1, x^2, 2*x - 1)", 1), ("gamma(x)", 170),
    ("lgamma(x)", 1e15), ("sigmoid(x)", 40), ("x + 1e-9*abs(x)", 0), ("x^3", -1e-5),
  ]

  @Test("A right derivative is confirmed", arguments: agreeing)
  func confirms(_ text: String, _ x: Double) throws {
    #expect(try verdict(text, at: x).verdict == .agrees)
  }

  static let factors = [1 + 1e-4, 1 - 1e-4, 2, -1, 0]

  @Test("A derivative that is wrong by one part in ten thousand is reported", arguments: factors)
  func reports(_ factor: Double) throws {
    for (text, x) in Self.agreeing where try verdict(text, at: x).reverse != 0 {
      let result = try check(text, at: [x], distort: { _, _, value in value * factor })
      #expect(result.verdict == .disagrees, "\(text) at \(x)")
    }
  }

  @Test(
    "Forward and reverse mode are held against each other", arguments: DifferentiationMode.allCases)
  func comparesModes(_ mode: DifferentiationMode) throws {
    let result = try check("sin(x)*y", at: [0.7, 2]) { seen, input, value in
      seen == mode && input == 1 ? value * (1 + 1e-7) : value
    }
    #expect(result.derivatives.map(\.verdict) == [.agrees, .disagrees])
    #expect(result.verdict == .disagrees)
  }

  static let kinks: [(text: String, x: Double, left: Double, right: Double)] = [
    ("abs(x)", 0, -1, 1), ("abs(x)", -0.0, -1, 1), ("max(0, x)", 0, 0, 1), ("relu(x)", 0, 0, 1),
    ("x + 1e-5*abs(x)", 0, 0.99999, 1.00001), ("exp(abs(x - 2))", 2, -1, 1),
    ("if(x > 1, x^2, 2 - x)", 1, -1, 2), ("sign(x)*x", 0, -1, 1), ("clamp(x, 0, 1)", 1, 1, 0),
  ]

  @Test("A kink is shown with the slopes of its two sides", arguments: kinks)
  func showsKinks(_ text: String, _ x: Double, _ left: Double, _ right: Double) throws {
    let derivative = try verdict(text, at: x)
    #expect(derivative.verdict == .kink)
    let slopes = try #require(derivative.oneSidedSlopes)
    #expect((slopes.left - left).magnitude < 1e-7)
    #expect((slopes.right - right).magnitude < 1e-7)
  }

  @Test("At a kink a derivative outside the interval of the slopes is wrong")
  func accusesAtKinks() throws {
    #expect(try check("abs(x)", at: [0], distort: { _, _, _ in 1.001 }).verdict == .disagrees)
    #expect(try check("abs(x)", at: [0], distort: { _, _, _ in 0.9 }).verdict == .kink)
  }

  static let jumps: [(text: String, x: Double, left: Double, right: Double)] = [
    ("floor(x)", 2, .infinity, 0), ("ceil(x)", 1, 0, .infinity),
    ("sign(x)", 0, .infinity, .infinity), ("mod(x, 3)", 6, -.infinity, 1),
    ("if(x <= 1, 10*x, 20)", 1, 10, .infinity), ("if(x > 0, sqrt(x), 0)", 0, 0, .infinity),
  ]

  @Test("At a jump one side has an infinite slope", arguments: jumps)
  func showsJumps(_ text: String, _ x: Double, _ left: Double, _ right: Double) throws {
    let derivative = try verdict(text, at: x)
    #expect(derivative.verdict == .kink)
    let slopes = try #require(derivative.oneSidedSlopes)
    #expect(slopes.left == left || (slopes.left - left).magnitude < 1e-7)
    #expect(slopes.right == right || (slopes.right - right).magnitude < 1e-7)
  }

  @Test("Where a derivative follows a convention at a kink, the slopes of the sides are shown")
  func showsConventions() throws {
    let derivative = try verdict("if(x == 0, 0, x)", at: 0)
    #expect(derivative.verdict == .kink)
    #expect(derivative.oneSidedSlopes == .init(left: 1, right: 1))
  }

  static let singular: [(String, Double)] = [
    ("sqrt(x)", 0), ("cbrt(x)", 0), ("log(x)", 0), ("asin(x)", 1), ("acos(x)", -1), ("1/x", 0),
    ("sqrt(x)^2", 0), ("cbrt(x)^3", 0), ("sqrt(x^2)", 0), ("x^x", 0), ("exp(x)", 1000),
    ("sqrt(x)", -1), ("x^(1/3)", -8),
  ]

  @Test("An infinite slope is singular", arguments: singular)
  func knowsSingularPoints(_ text: String, _ x: Double) throws {
    #expect(try verdict(text, at: x).verdict == .singular)
  }

  @Test("A nan that should be a number is a disagreement")
  func accusesNan() throws {
    #expect(try check("sin(x)", at: [1], distort: { _, _, _ in .nan }).verdict == .disagrees)
    #expect(
      try check("sin(x)", at: [1], distort: { mode, _, value in mode == .forward ? .nan : value })
        .verdict == .disagrees)
    #expect(try check("sqrt(x)", at: [4], distort: { _, _, _ in .infinity }).verdict == .disagrees)
  }

  static let undecided: [(String, Double)] = [
    ("x^y", 1), ("1 - erf(x)", 5), ("exp(x) + 1e-20*abs(sin(1e20*x))", 1), ("log10(x)", -1),
    ("floor(x*1e20)/1e20 + 0*x", 1.3), ("x*x", 1e200), ("floor(x)", 0.9999999999999999),
    ("exp(x)", -.infinity), ("x^1.01", 0),
  ]

  @Test("What differences cannot tell is neither confirmed nor accused", arguments: undecided)
  func leavesOpen(_ text: String, _ x: Double) throws {
    let result = try check(text, at: text == "x^y" ? [x, 1e300] : [x])
    let verdict = result.derivatives[0].verdict
    #expect(verdict == .undecided || (verdict == .kink && text.hasPrefix("floor(x*1e20)")))
  }

  @Test("A fixed step is one plain central difference")
  func takesAFixedStep() throws {
    let coarse = try check("exp(x)", at: [1], options: .init(fixedStep: 1e-4)).derivatives[0]
    #expect(coarse.step == 1e-4)
    #expect(coarse.verdict == .agrees)
    let abs = try check("abs(x)", at: [1], options: .init(fixedStep: 0.5)).derivatives[0]
    #expect(abs.difference == 1)
    // The complex step is not available, and a step of 0.1 is too coarse to tell.
    let tooCoarse = try check("exp(abs(x))", at: [1], options: .init(fixedStep: 0.1))
    #expect(tooCoarse.verdict == .undecided)
    let kink = try check("abs(x)", at: [0], options: .init(fixedStep: 1e-3)).derivatives[0]
    #expect(kink.verdict == .kink)
  }

  @Test("The tolerances are those of the options")
  func usesTolerances() throws {
    let distort: DerivativeCheck.Distortion = { _, _, value in value * (1 + 1e-8) }
    let strict = DerivativeCheck.Options(relativeTolerance: 1e-9)
    let loose = DerivativeCheck.Options(relativeTolerance: 0, absoluteTolerance: 1e-3)
    #expect(try check("sin(x)", at: [1], distort: distort).verdict == .agrees)
    #expect(try check("sin(x)", at: [1], options: strict, distort: distort).verdict == .disagrees)
    #expect(try check("sin(x)", at: [1], options: loose, distort: distort).verdict == .agrees)
  }

  @Test("The verdict of all is the one that leaves most open")
  func combinesVerdicts() throws {
    #expect(try check("abs(x) + y", at: [0, 1]).verdict == .kink)
    #expect(try check("abs(x) + sqrt(y)", at: [0, 0]).verdict == .singular)
    #expect(try check("x + y", at: [0, 1]).verdict == .agrees)
    #expect(try check("3", at: []).verdict == .agrees)
  }

  @Test("Another output and some of the inputs can be chosen")
  func choosesOutputAndInputs() throws {
    let program = try program("x*y; x + z")
    let result = DerivativeCheck(of: program, output: 1, by: [2, 1], at: [1, 2, 3])
    #expect(result.value == 4)
    #expect(result.derivatives.map(\.coordinate) == [2, 1])
    #expect(result.derivatives.map(\.reverse) == [1, 0])
    #expect(result.verdict == .agrees)
  }

  @Test("The words of the verdicts are those of the manual")
  func namesVerdicts() {
    #expect(
      Verdict.allCases.map(\.rawValue) == ["agrees", "DISAGREES", "kink", "undecided", "singular"])
  }
}
