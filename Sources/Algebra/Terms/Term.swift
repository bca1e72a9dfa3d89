import Graph

/// A value in algebra: an index into a `TermArena`.
///
/// Equal terms have equal indices, and what a term is made of has smaller ones.
struct Term: Hashable, Sendable {
  let index: Int32
}

/// A summand: a coefficient, not 0, times a term that is no number.
struct Addend: Hashable, Sendable {
  var coefficient: Number
  var term: Term
}

/// A power with an exponent that is not 0. The base is a product only where the exponent is no
/// whole number.
struct Factor: Hashable, Sendable {
  var base: Term
  var exponent: Term
}

/// What a term is.
enum Form: Hashable, Sendable {
  case number(Number)
  /// A named constant, or a value that no arithmetic is done with: the bits of a double.
  case constant(UInt64)
  /// The base of the natural exponential function; occurs as the base of a factor only.
  case euler
  /// An input, by its index.
  case symbol(Int)
  /// A constant and summands, in the order of their terms; at least two parts, or one with a
  /// coefficient that is not 1.
  case sum(Number, [Addend])
  /// Powers, in the order of their bases: at least two, or one with an exponent that is not 1.
  case product([Factor])
  case function(Operation, [Term])
  /// An operation that stays as it was written: what a condition compares, and whatever a number
  /// that is not finite takes part in. No identity of algebra holds for it.
  case written(Operation, [Term])
}
