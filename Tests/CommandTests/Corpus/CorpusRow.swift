import TestSupport

/// An expression with its value and gradient, or several with values and a Jacobian.
struct CorpusRow: Decodable {
  struct Noise: Decodable {
    let value: Double?
    let gradient: [String: Double?]?
    let values: [Double?]?
    let jacobian: [[String: Double?]]?
    /// Of large programs: the worst of all partial derivatives.
    let gradientMax: Double?
  }

  let id: String
  let program: String
  let inputs: [String: CorpusNumber]
  let value: CorpusNumber?
  let gradient: [String: CorpusNumber]?
  let values: [CorpusNumber]?
  let jacobian: [[String: CorpusNumber]]?
  let noise: Noise
  let knownDerivative: [String: String]?
  let closedFormValue: String?
  let closedFormDerivative: String?
}
