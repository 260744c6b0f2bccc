package io.tagyard.route;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.Map;
import java.util.Optional;

/** What a condition can see of a value. One declaration gives the type check and the reading. */
sealed interface Shape {
  /** The type that conditions are checked against. */
  CelType type();

  /** A value without members. */
  enum Leaf implements Shape {
    TEXT(SimpleType.STRING),
    DOUBLE(SimpleType.DOUBLE),
    TIME(SimpleType.TIMESTAMP),
    FLAG(SimpleType.BOOL);

    private final CelType type;

    Leaf(CelType type) {
      this.type = type;
    }

    @Override
    public CelType type() {
      return type;
    }
  }

  /** Something that is there or not, and no more than that can be asked. */
  record Presence() implements Shape {
    static final StructType TYPE =
        StructType.create("event.presence", ImmutableSet.of(), name -> Optional.empty());

    @Override
    public CelType type() {
      return TYPE;
    }
  }

  /** An open map of texts, or of anything. */
  record OpenMap(boolean texts) implements Shape {
    @Override
    public CelType type() {
      return MapType.create(SimpleType.STRING, texts ? SimpleType.STRING : SimpleType.DYN);
    }
  }

  /** A list of structures. */
  record Items(Struct of) implements Shape {
    @Override
    public CelType type() {
      return ListType.create(of.type());
    }
  }

  /** A structure with known members. */
  record Struct(String name, Map<String, Shape> members, StructType type) implements Shape {
    static Struct of(String name, Map<String, Shape> members) {
      ImmutableMap<String, CelType> types =
          ImmutableMap.copyOf(Maps.transformValues(members, Shape::type));
      StructType type =
          StructType.create(
              "event." + name, types.keySet(), member -> Optional.ofNullable(types.get(member)));
      return new Struct(name, members, type);
    }
  }
}
