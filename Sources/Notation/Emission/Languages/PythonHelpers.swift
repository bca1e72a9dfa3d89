import Graph

/// The functions that generated Python brings along, and what it imports.
struct PythonHelpers {
  /// In the order of their first use, each once.
  private var added: [(name: String, source: String)] = []
  /// The functions whose texts have been looked through.
  private var seen: Set<Operation> = []
  private var needsMath = false
  private var needsReduce = false

  var sources: [String] { added.map(\.source) }

  var imports: String {
    (needsReduce ? "import functools\n" : "") + (needsMath ? "import math\n" : "")
      + "import numpy as np\n"
  }

  /// What a function or an operator calls.
  mutating func need(_ step: NumberStep, operandCount: Int, _ syntax: PythonSyntax) {
    let primitive = step.primitive
    switch step.operation {
    case .and, .or, .not:
      if !step.readsTruths { need("ad_" + syntax.word(for: step.operation)) }
      return
    case .select: return
    default: break
    }
    guard primitive.form == .function, let template = syntax.template(primitive) else { return }
    if syntax.isFlatFold(primitive, operandCount), template.isHelper { needsReduce = true }
    guard seen.insert(step.operation).inserted else { return }
    need(in: template.text)
    guard template.isHelper else { return }
    let name = syntax.helperName(primitive)
    add(
      name,
      "def \(name)(\(primitive.parameters.joined(separator: ", "))):\n"
        + CodeLines.wrapped("return (" + template.body(of: primitive) + ")", indent: "    ") + "\n")
  }

  private mutating func add(_ name: String, _ source: String) {
    if !added.contains(where: { $0.name == name }) { added.append((name, source)) }
  }

  /// A function of the table below.
  mutating func need(_ name: String) {
    guard let source = PythonHelpers.table.first(where: { $0.name == name })?.source else {
      preconditionFailure("\(name) is in the table of helpers")
    }
    if source.contains("math.") { needsMath = true }
    add(name, source)
  }

  /// The functions of the table that an expression calls.
  private mutating func need(in expression: String) {
    for (name, _) in PythonHelpers.table where expression.contains(name + "(") { need(name) }
  }

  private static let table: [(name: String, source: String)] = [
    ("ad_erf", "ad_erf = np.vectorize(math.erf, otypes=[float])\n"),
    ("ad_erfc", "ad_erfc = np.vectorize(math.erfc, otypes=[float])\n"),
    (
      "ad_gaussian",
      // exp(-c*x*x), where the part of x that is squared first has few enough bits to be exact.
      """
      def ad_gaussian(x, c):
          x = np.clip(x, -64.0, 64.0)
          h = np.rint(16.0*x)/16.0
          return np.exp(-c*h*h)*np.exp(c*(h - x)*(h + x))

      """
    ),
    (
      "ad_gamma",
      """
      def ad_gamma(x):
          def gamma(x):
              try:
                  return math.gamma(x)
              except OverflowError:
                  return math.copysign(math.inf, x)
              except ValueError:
                  return math.copysign(math.inf, x) if x == 0.0 else math.nan
          return np.vectorize(gamma, otypes=[float])(x)

      """
    ),
    (
      "ad_lgamma",
      """
      def ad_lgamma(x):
          def lgamma(x):
              try:
                  return math.lgamma(x)
              except (ValueError, OverflowError):
                  return math.inf
          return np.vectorize(lgamma, otypes=[float])(x)

      """
    ),
    (
      "ad_and",
      """
      def ad_and(x, y):
          unknown = np.where(np.isnan(x) | np.isnan(y), np.nan, 1.0)
          return np.where((x == 0.0) | (y == 0.0), 0.0, unknown)

      """
    ),
    (
      "ad_or",
      """
      def ad_or(x, y):
          unknown = np.where(np.isnan(x) | np.isnan(y), np.nan, 0.0)
          return np.where(((x != 0.0) & (x == x)) | ((y != 0.0) & (y == y)), 1.0, unknown)

      """
    ),
    (
      "ad_not",
      """
      def ad_not(x):
          return np.where(np.isnan(x), np.nan, 1.0*(x == 0.0))

      """
    ),
    (
      "ad_norm",
      """
      def ad_norm(a, axis=None):
          scale = np.max(np.abs(a), axis=axis, keepdims=True, initial=0.0)
          scale = np.where((scale > 0.0) & (scale < np.inf), scale, 1.0)
          total = scale*np.sqrt(np.sum(np.square(a/scale), axis=axis, keepdims=True))
          return total if axis is not None else total[0, 0]

      """
    ),
    (
      "ad_pnorm",
      """
      def ad_pnorm(a, p, axis=None):
          scale = np.max(np.abs(a), axis=axis, keepdims=True, initial=0.0)
          scale = np.where((scale > 0.0) & (scale < np.inf), scale, 1.0)
          powers = np.sum(np.power(np.abs(a)/scale, p), axis=axis, keepdims=True)
          total = scale*np.power(powers, 1.0/p)
          return total if axis is not None else total[0, 0]

      """
    ),
    (
      "ad_logsumexp",
      """
      def ad_logsumexp(a, axis=None):
          shift = np.max(a, axis=axis, keepdims=True)
          total = shift + np.log(np.sum(np.exp(a - shift), axis=axis, keepdims=True))
          total = np.where(np.isinf(shift), shift, total)
          return total if axis is not None else total[0, 0]

      """
    ),
    (
      "ad_softmax",
      """
      def ad_softmax(a):
          powers = np.exp(a - np.max(a, axis=0, keepdims=True))
          return powers/np.sum(powers, axis=0, keepdims=True)

      """
    ),
    (
      "ad_logsoftmax",
      """
      def ad_logsoftmax(a):
          shifted = a - np.max(a, axis=0, keepdims=True)
          return shifted - np.log(np.sum(np.exp(shifted), axis=0, keepdims=True))

      """
    ),
    (
      "ad_centred",
      """
      def ad_centred(p, x):
          x = x - np.sum(np.where(p > 0.5, x, 0.0), axis=0, keepdims=True)
          return x - np.sum(p*x, axis=0, keepdims=True)

      """
    ),
    (
      "ad_balanced",
      """
      def ad_balanced(p, x):
          most = p > 0.5
          others = np.sum(np.where(most, 0.0, x), axis=0, keepdims=True)
          rest = np.sum(np.where(most, 0.0, p), axis=0, keepdims=True)
          total = np.sum(x, axis=0, keepdims=True)
          return np.where(most, x*rest - p*others, x - p*total)

      """
    ),
    (
      "ad_divided",
      """
      def ad_divided(v, w, p, q):
          n = len(v)
          k = np.arange(1.0, n + 1.0).reshape(n, 1)
          gap, change = v.T - v, w.T - w
          with np.errstate(all="ignore"):
              slopes = [(c.T - c)/(t.T - t) for c, t in
                        ((p, 0.6180339887498949*k % 1.0), (q, 0.41421356237309515*k % 1.0))]
              largest = [np.max(np.abs(a), initial=0.0) for a in (v, w, p, q)]
              slope = (slopes[0] + slopes[1])/2.0
              greatest = np.maximum(np.abs(slopes[0]), np.abs(slopes[1]))
              agrees = np.abs(slopes[0] - slopes[1]) <= 1e-6*greatest + 1e-12*n*max(largest[2:])
              noise = 1e-10*largest[1] + np.abs(slope)*(1e-6*np.abs(gap) + 1e-13*largest[0])
              agrees &= np.abs(change - slope*gap) <= noise
              quotient = np.where(np.abs(gap) <= 1e-13*largest[0], np.nan, change/gap)
              result = np.where((np.abs(gap) <= 1e-8*largest[0]) & agrees, slope, quotient)
          return np.where(np.eye(n) == 1.0, 0.0, result)

      """
    ),
    (
      "ad_place",
      """
      def ad_place(a, rows, columns, shape):
          result = np.zeros(shape)
          np.add.at(result, np.ix_(rows, columns), a)
          return result

      """
    ),
    (
      "ad_logdet",
      """
      def ad_logdet(a):
          sign, logarithm = np.linalg.slogdet(a)
          return logarithm if sign >= 0.0 else np.nan

      """
    ),
    (
      "ad_cofactor",
      """
      def ad_cofactor(a):
          u, s, v = np.linalg.svd(a)
          others = np.array([np.prod(np.delete(s, k)) for k in range(len(s))])
          return np.linalg.det(u)*np.linalg.det(v)*(u*others) @ v

      """
    ),
    (
      "ad_eigvecs",
      """
      def ad_eigvecs(s):
          vectors = np.linalg.eigh((s + s.T)/2.0)[1]
          largest = np.argmax(np.abs(vectors) >= np.max(np.abs(vectors), axis=0)*(1.0 - 2.0**-20), axis=0)
          return vectors*np.sign(vectors[largest, np.arange(len(s))])

      """
    ),
  ]
}
