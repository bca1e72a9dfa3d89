import Differentiation
import Evaluation
import TestSupport
import Testing

/// Kinks, poles, overflow, denormals, branches.
///
/// How a number is judged, in this order:
/// 1. The conventions of the function reference decide: where operands of `min` or `max` tie, each
///    takes its share, so the row's partial derivatives lie between 0 and 1 and have the same sum
///    as those of plain arithmetic, which gives all to one of them.
/// 2. A partial derivative that the corpus recommends, or lists as acceptable, is right.
/// 3. So is the exact one, within rounding.
/// 4. So is what plain IEEE arithmetic gives with the textbook's rules: overflow, underflow and
///    cancellation belong to the program as it is written, and a finding explains them.
///
/// A value may be the exact one, or that of plain arithmetic.
@Suite("Corpus, edges", .enabled(if: Corpus.isHere, "\(Corpus.skipped)"))
struct EdgeTests {
  private struct Row: Decodable {
    struct Numbers: Decodable {
      let value: CorpusNumber?
      let gradient: [String: CorpusNumber]?
    }

    /// An acceptable number, or a whole gradient that is acceptable.
    enum Acceptable: Decodable {
      case number(CorpusNumber)
      case gradient([String: CorpusNumber])

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let gradient = try? container.decode([String: CorpusNumber].self) {
          self = .gradient(gradient)
        } else {
          self = .number(try container.decode(CorpusNumber.self))
        }
      }
    }

    let id: String
    let kind: String
    let program: String
    let inputs: [String: CorpusNumber]
    let ieee: Numbers
    let exact: Numbers?
    let recommendedGradient: [String: CorpusNumber]?
    /// By name; under `any_of`, whole gradients.
    let acceptable: [String: [Acceptable]]?

    /// The partial derivatives by an input that can be justified.
    func candidates(_ name: String) -> [CorpusNumber?] {
      let acceptable = (acceptable?[name] ?? []) + (acceptable?["any_of"] ?? [])
      return [recommendedGradient?[name], exact?.gradient?[name], ieee.gradient?[name]]
        + acceptable.map {
          switch $0 {
          case .number(let number): number
          case .gradient(let gradient): gradient[name]
          }
        }
    }
  }

  @Test("Values and derivatives at edges are ones that can be justified")
  func edges() throws {
    var tally = Tally()
    for row in try Corpus.rows("edges", as: Row.self) {
      let subject = try Subject(row.program, at: row.inputs.mapValues(\.value))
      expect(
        subject.values[0], among: [row.ieee.value, row.exact?.value], "\(row.id) value", &tally)
      for mode in DifferentiationMode.allCases {
        let partials = subject.gradient(mode: mode)
        if row.kind == "minmax", isTie(partials, row.ieee.gradient ?? [:]) { continue }
        for (name, partial) in partials {
          expect(
            partial, among: row.candidates(name), "\(row.id) d\(name) \(mode): \(row.program)",
            &tally)
        }
      }
    }
    tally.report("edges")
  }

  /// A number that equals one of the candidates within rounding.
  private func expect(
    _ value: Double, among candidates: [CorpusNumber?], _ what: String, _ tally: inout Tally
  ) {
    let known = candidates.compactMap { $0?.value }
    let nearest = known.first { isSame(value, $0) } ?? known.first ?? .nan
    tally.compare(value, with: nearest, noise: abs(nearest) * 0x1p-50, what)
  }

  private func isSame(_ value: Double, _ other: Double) -> Bool {
    value == other || value.isNaN && other.isNaN || abs(value - other) <= 0x1p-48 * abs(other)
  }

  private func isTie(_ partials: [String: Double], _ ieee: [String: CorpusNumber]) -> Bool {
    let isShared = partials.values.contains { $0 > 0 && $0 < 1 }
    let total = ieee.values.map(\.value).reduce(0, +)
    return isShared && partials.values.allSatisfy { $0 >= 0 && $0 <= 1 }
      && partials.values.reduce(0, +) == total
  }
}
