import Arguments
import Diagnostics
import Graph
import Numerics
import Reports
import Verification

/// `autodiff check --random N`: the check at many points.
enum RandomCheck {
  /// How many points without a finite value are drawn for one that has it.
  private static let triesPerPoint = 100

  static func run(
    _ session: Session, _ reader: ProgramReader, _ plan: CheckPlan, pointCount: Int
  ) throws(Failure) -> ExitStatus {
    let program = reader.program
    let ranges = try ranges(session[Options.range], program)
    guard !ranges.isEmpty else { throw .request(.randomWithoutRange) }
    let base = try reader.point(
      except: ranges.map { program.name(ofCoordinate: $0.coordinate) })
    let seed = UInt64(session[Options.seed])
    var generator = RandomPoints(seed: seed, ranges: ranges)

    var tally = Tally(plan)
    for _ in 0..<pointCount {
      var tries = 0
      var point: [Double]
      repeat {
        guard tries < triesPerPoint else { throw .request(.noFinitePoint(tries: tries)) }
        point = generator.next(from: base)
        tries += 1
      } while !program.values(at: point)[0].isFinite
      tally.redrawn += tries - 1
      tally.add(plan.check(at: point), at: point)
    }
    try session.write(
      tally.report,
      digits: session.digits ?? CheckReport.digits(session.format))
    return tally.hasDisagreement ? .disagrees : .done
  }

  /// The ranges of `--range`, their ends evaluated.
  private static func ranges(
    _ requested: [NamedRange], _ program: Program
  ) throws(Failure) -> [RandomPoints.Range] {
    var ranges: [RandomPoints.Range] = []
    for range in requested {
      guard let input = program.input(named: range.name) else {
        throw .request(.noInput(named: range.name, in: program))
      }
      let place = program.inputs[input]
      guard place.shape.isScalar else { throw .request(.arrayRange(name: range.name)) }
      let low = try end(range.low, of: range.name)
      let high = try end(range.high, of: range.name)
      guard low.isFinite, high.isFinite else {
        throw .request(.unboundedRange(name: range.name))
      }
      guard low < high else { throw .arguments(.emptyRange(range)) }
      ranges.append(.init(coordinate: place.offset, low: low, high: high))
    }
    return ranges
  }

  /// One end of a range: an expression without free names.
  private static func end(_ bytes: [UInt8], of name: String) throws(Failure) -> Double {
    let value = try Bindings.constant(SourceText(name: "range of \(name)", bytes: bytes))
    guard value.shape.isScalar else { throw .request(.arrayRange(name: name)) }
    return value.elements[0]
  }
}

/// What the checks at many points found.
private struct Tally {
  var redrawn = 0
  private let plan: CheckPlan
  /// By derivative: the element or the direction.
  private var names: [Line.Name] = []
  private var points = 0
  private var counts: [[Verdict: Int]]
  private var largest: [Double]
  private var disagreements: [[Double]] = []

  init(_ plan: CheckPlan) {
    self.plan = plan
    counts = Array(repeating: [:], count: plan.derivativeCount)
    largest = Array(repeating: 0, count: plan.derivativeCount)
  }

  var hasDisagreement: Bool { !disagreements.isEmpty }

  mutating func add(_ check: DerivativeCheck, at point: [Double]) {
    points += 1
    names = check.derivatives.map(\.name)
    for (index, derivative) in check.derivatives.enumerated() {
      counts[index][derivative.verdict, default: 0] += 1
      let difference = abs(derivative.reverse - derivative.difference)
      let scale = max(abs(derivative.reverse), abs(derivative.difference))
      if derivative.verdict == .agrees, scale > 0 {
        largest[index] = max(largest[index], difference / scale)
      }
    }
    if check.verdict == .disagrees { disagreements.append(point) }
  }

  // MARK: - Report

  var report: Report {
    let first = plan.usesDirections ? "direction" : "input"
    let columns = [first, "points"] + Verdict.allCases.map(\.rawValue) + ["largest difference"]
    let rows = names.indices.map { index in
      [plan.name(names[index]), .integer(points)]
        + Verdict.allCases.map { Cell.integer(counts[index][$0] ?? 0) }
        + [.text(DecimalWriter.text(largest[index], significantDigits: 2))]
    }
    return Report(
      tables: [Table(columns: columns.map { .init(name: $0) }, rows: rows)],
      json: json, notes: notes)
  }

  /// The numbers of a point with their names: matrices are the same at every point.
  private func numbers(_ point: [Double]) -> [(name: String, value: Double)] {
    plan.program.inputs.filter(\.shape.isScalar).map {
      (plan.program.text($0.span), point[$0.offset])
    }
  }

  private var notes: [String] {
    var notes = disagreements.prefix(3).map { point in
      "DISAGREES at "
        + numbers(point).map { "\($0.name)=\(DecimalWriter.text($0.value))" }
        .joined(separator: " ")
    }
    if disagreements.count > 3 { notes.append("and at \(disagreements.count - 3) other points") }
    if redrawn > 0 { notes.append("\(redrawn) points without a finite value were drawn again") }
    notes += plan.notes
    notes.append(
      "rtol \(DecimalWriter.text(plan.options.relativeTolerance)), "
        + "atol \(DecimalWriter.text(plan.options.absoluteTolerance))")
    return notes
  }

  private var json: [(key: String, value: JSONValue)] {
    let verdict: Verdict = hasDisagreement ? .disagrees : .agrees
    return [
      ("verdict", .string(verdict.rawValue)), ("points", .integer(points)),
      ("redrawn", .integer(redrawn)),
      ("derivatives", .array(names.indices.map(derivative))),
      (
        "disagreements",
        .array(
          disagreements.map { point in
            .object(numbers(point).map { ($0.name, .number($0.value)) })
          })
      ),
      ("rtol", .number(plan.options.relativeTolerance)),
      ("atol", .number(plan.options.absoluteTolerance)),
    ]
  }

  private func derivative(_ index: Int) -> JSONValue {
    .object(
      plan.members(names[index], isBrief: true)
        + Verdict.allCases.map { ($0.rawValue, .integer(counts[index][$0] ?? 0)) }
        + [("largestDifference", .number(largest[index]))])
  }
}
