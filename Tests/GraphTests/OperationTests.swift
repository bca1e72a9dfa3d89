import Calculus
import Graph
import Testing

/// The operators that the code names are those of the registry.
@Suite("Operations")
struct OperationTests {
  @Test("Every operator's constant stands at its place in the registry")
  func operators() {
    let expected: [(Operation, String, Int)] = [
      (.add, "+", 2), (.subtract, "-", 2), (.multiply, "*", 2), (.divide, "/", 2),
      (.negate, "-", 1), (.power, "^", 2), (.less, "<", 2), (.lessOrEqual, "<=", 2),
      (.greater, ">", 2), (.greaterOrEqual, ">=", 2), (.equal, "==", 2), (.notEqual, "!=", 2),
      (.and, "&&", 2), (.or, "||", 2), (.not, "!", 1), (.select, "if", 3),
    ]
    for (operation, name, count) in expected {
      #expect(operation.primitive.name == name)
      #expect(operation.primitive.parameters.count == count)
    }
  }

  @Test("Every function is found by its name and its aliases, and nothing else is")
  func names() {
    for (index, primitive) in Registry.primitives.enumerated() {
      let own = primitive.form == .function ? [primitive.name] : []
      for name in own + primitive.aliases {
        #expect(Operation.named(name) == Operation(primitive: index))
      }
    }
    #expect(Operation.named("pow") == .power)
    for name in ["", "+", "sine", "si", "sinus", "SIN", "x"] {
      #expect(Operation.named(name) == nil)
    }
  }

  @Test("Every operation on arrays that programs call is in the list of names, and nothing else is")
  func arrayNames() {
    let called = ArrayRegistry.operations.flatMap {
      $0.form == .function ? [$0.name] + $0.aliases : $0.aliases
    }
    #expect(ArrayRegistry.names.map(\.description) == called.sorted())
    for name in called {
      let operation = ArrayRegistry.index(named: name).map { ArrayRegistry.operations[$0] }
      #expect(operation.map { [$0.name] + $0.aliases }?.contains(name) == true)
    }
    for name in ["", "su", "sums", "expand", "'", "sin"] {
      #expect(ArrayRegistry.index(named: name) == nil)
    }
  }

  @Test("A function found by its number or its name is that of the table")
  func registry() {
    #expect(Registry.count == Registry.all.count)
    #expect(Registry.programCount == Registry.primitives.count)
    for (index, primitive) in Registry.all.enumerated() {
      #expect(Registry.primitive(at: index) === primitive, "number \(index), \(primitive.name)")
      #expect(Registry.names(at: index) == [primitive.name] + primitive.aliases)
    }
  }

  @Test("The traits are those of the primitive")
  func traits() {
    for (index, primitive) in Registry.all.enumerated() {
      let traits = Operation(primitive: index).traits
      #expect(traits.isFold == primitive.isVariadic)
      #expect(traits.selects == !primitive.reach.isEmpty)
      #expect(traits.hasKink == (primitive.kink != nil))
      #expect(traits.bends == primitive.bends)
      #expect(traits.isPiecewiseConstant == primitive.partials.allSatisfy { $0 == nil })
      #expect(traits.hasSquare == (primitive.square != nil))
      #expect(traits.hasConstantParameters == !primitive.constantParameters.isEmpty)
      #expect(traits.isOdd == (primitive.parity == .odd))
      #expect(traits.isEven == (primitive.parity == .even))
      #expect(traits.isNonnegative == (primitive.range == .nonnegative))
    }
  }
}
