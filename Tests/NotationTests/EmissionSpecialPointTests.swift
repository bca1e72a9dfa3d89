import Calculus
import Foundation
import Graph
import Notation
import Numerics
import ProgramSupport
import Testing

/// Generated code at zeros of both signs, infinities, poles, and the ends of the range of numbers,
/// beside the evaluator.
@Suite("Generated code at special points")
struct EmissionSpecialPointTests {
  /// A function of the registry and the points it is called at.
  private struct Function {
    let item: EmittedCase
    let points: [[Double]]
  }

  private static let magnitudes: [Double] = [
    0, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 3.5, 7, 8, 26.5, 39, 40, 101, 171, 172, 710, 746,
    1_000_001, 100_000_000.5, 1e12, 0x1p53 - 1, 0x1p53, 1e22, 1e150, 1e160, 1e300,
    .greatestFiniteMagnitude, .leastNonzeroMagnitude, 0x1p-1030, 2.3e-308, 1e-160, 1e-20,
    1 - 0x1p-53, 1 + 0x1p-52, .infinity,
  ]
  private static let few: [Double] = [
    0, 0.5, 1, 1.5, 2, 3, 1e300, 1e-300, .leastNonzeroMagnitude, .infinity,
  ]
  private static let fewest: [Double] = [0, 1, .infinity]

  private static func signed(_ values: [Double]) -> [Double] {
    values.flatMap { [$0, -$0] } + [.nan]
  }

  /// All combinations of values for so many operands.
  private static func combinations(_ count: Int) -> [[Double]] {
    let values = signed(count == 1 ? magnitudes : count == 2 ? few : fewest)
    return (0..<count).reduce([[]]) { points, _ in
      points.flatMap { point in values.map { point + [$0] } }
    }
  }

  private static func functions() throws -> [Function] {
    var functions: [Function] = []
    for primitive in Registry.primitives {
      let hasOrder = !primitive.constantParameters.isEmpty
      for order in hasOrder ? [-1.0, 0, 1, 2, 3, 4] : [0] {
        let count = primitive.parameters.count - (hasOrder ? 1 : 0)
        let points = combinations(count).map { hasOrder ? [order] + $0 : $0 }
        let subject = try primitive.subject(at: points[0])
        functions.append(
          Function(
            item: EmittedCase(
              "\(primitive.name) \(hasOrder ? "of order \(order)" : "")", subject.program,
              at: [], .gradient),
            points: points.map { subject.point(primitive.values(at: $0)) }))
      }
    }
    let exponents = [
      0.5, -0.5, 1.5, -1.5, 7.5, -7.5, 1, 2, 3, 4, 5, 8, 9, -1, -2, -3, -8, 1.0 / 3, 0, 0.25,
    ]
    for exponent in exponents {
      let subject = try Subject("x^(\(exponent))")
      functions.append(
        Function(
          item: EmittedCase("x^(\(exponent))", subject.program, at: [], .gradient),
          points: combinations(1)))
    }
    return functions
  }

  /// Checks the lines `FUNCTION POINT NUMBER …` that a program has printed.
  ///
  /// Of the value zeros must have the evaluator's sign. Where a number has cancelled, it is held
  /// against its neighbours.
  private func check(
    _ functions: [Function], _ lines: [String], units: Double, atLeast share: Double
  ) throws {
    var seen: Set<Int> = []
    var count = 0
    for line in lines {
      let words = line.split(separator: " ").map(String.init)
      guard words.count > 2, let index = Int(words[0]), let place = Int(words[1]) else {
        Issue.record("\(line)")
        return
      }
      seen.insert(index)
      count += 1
      let (item, point) = (functions[index].item, functions[index].points[place])
      let numbers = words.dropFirst(2).map { strtod($0, nil) }
      let expected = item.expected(at: point)
      try #require(numbers.count == expected.count, "\(item.label)")
      let neighbours = item.expected(at: point.map { $0 + 0.1 })
      for (position, (number, value)) in zip(numbers, expected).enumerated() {
        let isSame =
          number.isNaN && value.isNaN
          || number == value && (position > 0 || number != 0 || number.sign == value.sign)
        let size = neighbours[position].isFinite ? neighbours[position].magnitude : 0
        #expect(
          isSame
            || (number - value).magnitude <= max(units * value.ulp, 0x1p-44 * size) && value != 0,
          "number \(position) of \(item.label) at \(point): \(number), not \(value)")
      }
    }
    #expect(count == seen.reduce(0) { $0 + functions[$1].points.count })
    #expect(Double(seen.count) >= share * Double(functions.count))
  }

  @Test("C", .enabled(if: CCompiler.isInstalled, "there is no C compiler (`cc`) here"))
  func c() throws {
    let functions = try Self.functions()
    var source = "#include <stdio.h>\n"
    var calls = ""
    for (index, function) in functions.enumerated() {
      source += try function.item.function(named: "f\(index)").source(in: .c)
      let (points, width) = (function.points, function.points[0].count)
      let table = points.map { "{\($0.map(EmissionBatch.hexadecimal).joined(separator: ", "))}" }
      let arguments = (0..<width).map { "p[k][\($0)]" } + ["gradient"]
      source += """
        static void call\(index)(void) {
          static const double p[][\(width)] = {\(table.joined(separator: ", "))};
          for (int k = 0; k < \(points.count); k++) {
            double gradient[\(width)];
            printf("\(index) %d %.17g", k, f\(index)(\(arguments.joined(separator: ", "))));
            for (int i = 0; i < \(width); i++) printf(" %.17g", gradient[i]);
            puts("");
          }
        }

        """
      calls += "  call\(index)();\n"
    }
    let lines = try CCompiler.run(source + "int main(void) {\n\(calls)  return 0;\n}\n")
    try check(functions, lines, units: 64, atLeast: 1)
  }

  @Test(
    "Python with NumPy",
    .enabled(if: Interpreter.hasNumPy, "there is no Python with NumPy (`python3`) here"))
  func python() throws {
    let functions = try Self.functions()
    var source = ""
    for (index, function) in functions.enumerated() {
      let emitted = function.item.function(named: "f\(index)")
      guard let text = try? emitted.source(in: .python) else { continue }
      let points = function.points.map { point in
        "(\(point.map { "float('\($0)')" }.joined(separator: ", ")),)"
      }
      source += """
        \(text)
        for place, point in enumerate([\(points.joined(separator: ", "))]):
            value, gradient = f\(index)(*point)
            print(\(index), place, float(value), *[float(part) for part in gradient])

        """
    }
    let lines = try Interpreter.run(source, "python3 program", file: "program")
    try check(functions, lines, units: 1024, atLeast: 0.6)
  }
}
