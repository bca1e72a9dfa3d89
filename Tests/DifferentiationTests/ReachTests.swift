import Evaluation
import Graph
import ProgramSupport
import Testing

/// What a selection does not take never shows, in the value or in a derivative.
@Suite("Structural zeros")
struct ReachTests {
  /// A program, a point, and the gradient that both modes must give.
  static let cases: [(text: String, point: [String: Double], gradient: [String: Double])] = [
    ("if(x > 0, sqrt(x), 0)", ["x": 0], ["x": 0]),
    ("if(x > 0, sqrt(x), x^2)", ["x": -3], ["x": -6]),
    ("a = 1/x; b = sqrt(x); if(x > 0, a + b, x^2)", ["x": -3], ["x": -6]),
    ("0*if(x > 0, log(x), 0) + x", ["x": -1], ["x": 1]),
    ("max(x, log(y))", ["x": 2, "y": 0], ["x": 1, "y": 0]),
    ("min(x, 1/y^2)", ["x": 2, "y": 0], ["x": 1, "y": 0]),
    ("clamp(sqrt(x), 1, 2)", ["x": 0], ["x": 0]),
    ("if(x > 1, x, if(x > 0, sqrt(x - 1), x^3))", ["x": -0.5], ["x": 0.75]),
    // A value that is used both under a selection and outside of it is reached.
    ("s = sqrt(x); if(y > 0, s, 1) + s", ["x": 4, "y": -1], ["x": 0.25, "y": 0]),
    // An infinite slope in one input does not spoil the other's derivative, in forward mode
    // neither.
    ("sqrt(x) + y", ["x": 0, "y": 2], ["x": .infinity, "y": 1]),
    ("x*y", ["x": 0, "y": .infinity], ["x": .infinity, "y": 0]),
    ("sqrt(x)*y", ["x": 0, "y": 3], ["x": .infinity, "y": 0]),
    ("x^2*y", ["x": -3, "y": 2], ["x": -12, "y": 9]),
    ("max(a, b, c)", ["a": 2, "b": 2, "c": 2], ["a": 1.0 / 3, "b": 1.0 / 3, "c": 1.0 / 3]),
    // What is not taken meets an infinite slope behind the selection.
    ("atan2(clamp(x, 0, 1), 1/z) + y", ["x": 2, "y": 1, "z": 0], ["x": 0, "y": 1, "z": .nan]),
    (
      "b = max(x, y); atan2(b*b, 1/(z - 1))", ["x": 1, "y": 2, "z": 1],
      ["x": 0, "y": .nan, "z": .nan]
    ),
    ("floor(x)*y + sign(x)", ["x": 2.5, "y": 3], ["x": 0, "y": 2]),
  ]

  @Test("Both modes give the gradient", arguments: cases.indices)
  func gradient(_ index: Int) throws {
    let (text, point, expected) = ReachTests.cases[index]
    let subject = try Subject(text)
    for mode in DifferentiationMode.allCases {
      let found = subject.gradient(point, mode: mode)
      #expect(found.keys == expected.keys)
      for (name, slope) in expected {
        #expect(
          found[name] == slope || slope.isNaN && found[name]?.isNaN == true,
          "\(text), \(mode): \(found)")
      }
    }
  }

  @Test("Numerical 0·inf on a reached arc stays nan in both modes")
  func numericalTrouble() throws {
    let subject = try Subject("sqrt(x^2)")
    for mode in DifferentiationMode.allCases {
      #expect(subject.gradient(["x": 0], mode: mode)["x"]?.isNaN == true)
    }
  }
}
