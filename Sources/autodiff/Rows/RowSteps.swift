import Evaluation

/// Evaluates rows with the loops of the program written out, where kept ones gave something that is
/// not finite: only then is it known what is structurally 0. Made when the first such row is met.
final class RowSteps {
  private let job: RowJob

  init(_ job: RowJob) { self.job = job }

  /// For one row at a time; nil where each is evaluated alone, or the loops are too long.
  private(set) lazy var evaluator: RowEvaluator? = job.makeStepsPlan().map {
    RowEvaluator($0, lanes: 2)
  }
}
