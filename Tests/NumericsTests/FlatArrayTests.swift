import Numerics
import Testing

@Suite("Flat arrays")
struct FlatArrayTests {
  @Test("Elements come back in order, however far the array has grown")
  func growth() {
    var flat = FlatArray<Int32>()
    #expect(flat.isEmpty)
    for value in 0..<1000 as Range<Int32> { flat.append(value) }
    #expect(flat.elementsEqual(0..<1000 as Range<Int32>))
    #expect(flat.last == 999 && flat[17] == 17)
    #expect(FlatArray(0..<1000 as Range<Int32>).elementsEqual(flat))
    #expect(FlatArray(repeating: 7, count: 3).elementsEqual([7, 7, 7]))
  }

  @Test("A copy keeps its elements when the other is written, whichever is written")
  func values() {
    var first = FlatArray([1, 2, 3])
    var second = first
    second[0] = 10
    second.append(4)
    #expect(first.elementsEqual([1, 2, 3]) && second.elementsEqual([10, 2, 3, 4]))
    let third = second
    second.removeLast()
    second.append(5)
    #expect(third.elementsEqual([10, 2, 3, 4]) && second.elementsEqual([10, 2, 3, 5]))
    first.removeAll()
    first.append(9)
    #expect(first.elementsEqual([9]))
  }

  @Test("Shortening takes from the end")
  func shortening() {
    var flat = FlatArray([1, 2, 3, 4])
    #expect(flat.removeLast() == 4)
    flat.removeLast(2)
    #expect(flat.elementsEqual([1]))
    #expect(flat.popLast() == 1 && flat.popLast() == nil)
  }

  @Test("Elements are changed in place and as a collection")
  func changes() {
    var flat = FlatArray([3, 1, 2])
    flat[1] += 10
    flat.swapAt(0, 2)
    #expect(flat.map { $0 * 2 } == [4, 22, 6])
    #expect(flat.withUnsafeBufferPointer { $0.reduce(0, +) } == 16)
  }
}
