/// Sets of small numbers, each kept once: element by element they say which independents a value
/// hangs on.
///
/// A union that was formed before is found again, so that the elements of long computations with
/// the same independents share one set.
struct IndexSets {
  /// The number of a set.
  typealias ID = Int32

  static let empty: ID = 0

  private var starts: [Int] = [0, 0]
  private var numbers: [Int32] = []
  private var unions: [UInt64: ID] = [:]
  /// No more numbers than this are kept; then `isFull`.
  private let limit: Int
  private(set) var isFull = false

  init(limit: Int) { self.limit = limit }

  func members(_ set: ID) -> ArraySlice<Int32> {
    numbers[starts[Int(set)]..<starts[Int(set) + 1]]
  }

  mutating func singleton(_ number: Int32) -> ID {
    numbers.append(number)
    return close()
  }

  private mutating func close() -> ID {
    starts.append(numbers.count)
    return ID(truncatingIfNeeded: starts.count - 2)
  }

  mutating func union(_ left: ID, _ right: ID) -> ID {
    if left == right || right == IndexSets.empty { return left }
    if left == IndexSets.empty { return right }
    guard !isFull else { return left }
    let key =
      UInt64(UInt32(bitPattern: min(left, right))) << 32
      | UInt64(UInt32(bitPattern: max(left, right)))
    if let known = unions[key] { return known }
    if let larger = containing(left, right) {
      unions[key] = larger
      return larger
    }
    // Slices would share the buffer that grows, and make it copy itself.
    let (a, b) = (Array(members(left)), Array(members(right)))
    let start = numbers.count
    SparsityPattern.merge(a[...], b[...], into: &numbers)
    let count = numbers.count - start
    let result: ID
    if count == a.count || count == b.count {
      // One contains the other.
      numbers.removeLast(count)
      result = count == a.count ? left : right
    } else {
      result = close()
    }
    if numbers.count > limit { isFull = true }
    unions[key] = result
    return result
  }

  /// The larger set where it has all of a much smaller one, found without going through it: the sum
  /// of all, beside each element alone.
  private func containing(_ left: ID, _ right: ID) -> ID? {
    let isLeftSmaller = members(left).count < members(right).count
    let (small, large) = isLeftSmaller ? (left, right) : (right, left)
    guard members(small).count * IndexSets.muchSmaller < members(large).count else { return nil }
    return members(small).allSatisfy { contains($0, in: large) } ? large : nil
  }

  private static let muchSmaller = 64

  private func contains(_ number: Int32, in set: ID) -> Bool {
    var (low, high) = (starts[Int(set)], starts[Int(set) + 1])
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < starts[Int(set) + 1] && numbers[low] == number
  }

  /// The union of many: pairs first, so that the sizes add up to little more than the result's.
  mutating func union(of sets: [ID]) -> ID {
    var sets = sets
    while sets.count > 1 {
      var halves: [ID] = []
      halves.reserveCapacity((sets.count + 1) / 2)
      for index in stride(from: 0, to: sets.count - 1, by: 2) {
        halves.append(union(sets[index], sets[index + 1]))
      }
      if sets.count % 2 == 1 { halves.append(sets[sets.count - 1]) }
      sets = halves
    }
    return sets.first ?? IndexSets.empty
  }
}
