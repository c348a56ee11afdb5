package dev.warder.collect.sort;

import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.Client;
import dev.warder.model.ClientKind;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome;
import dev.warder.model.Parameter;
import dev.warder.model.Source;
import dev.warder.model.SourceClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads back what [RunWriter] wrote. Confined to one thread.
///
/// Bounds a buffer of 64 KiB and the run's dictionaries
final class RunReader implements RunCursor {
  private static final CredentialKind[] CREDENTIAL_KINDS = CredentialKind.values();
  private static final SourceClass[] SOURCE_CLASSES = SourceClass.values();
  private static final ClientKind[] CLIENT_KINDS = ClientKind.values();
  private static final Outcome.Result[] RESULTS = Outcome.Result.values();
  private static final Parameter.Place[] PLACES = Parameter.Place.values();

  private final FileChannel channel;
  private final List<String> texts = new ArrayList<>();
  private final List<Caller> callers = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();
  private final List<Client> clients = new ArrayList<>();
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private long offset;
  private long lastMicros;

  RunReader(FileChannel channel) {
    this.channel = channel;
  }

  @Override
  public @Nullable Entry next() {
    if (number() == 0) {
      return null;
    }
    lastMicros += signed();
    int file = (int) number();
    Activity activity =
        new Activity(
            lastMicros,
            text(),
            word(),
            known(callers, this::caller),
            known(sources, this::source),
            known(clients, this::client),
            new Call(word(), word(), text(), word(), word()),
            new Outcome(RESULTS[(int) number()], (int) number(), word()),
            number() - 1,
            number() - 1,
            number() - 1,
            list(),
            list(),
            text(),
            parameters(),
            attributes());
    return new Entry(activity, file);
  }

  private Caller caller() {
    return new Caller(text(), CREDENTIAL_KINDS[(int) number()], text(), text(), text());
  }

  private Source source() {
    return new Source(
        text(), (int) number(), word(), word(), SOURCE_CLASSES[(int) number()], word());
  }

  private Client client() {
    return new Client(text(), text(), CLIENT_KINDS[(int) number()], text(), text());
  }

  private List<String> list() {
    int count = (int) number();
    if (count == 0) {
      return List.of();
    }
    List<String> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      list.add(text());
    }
    return list;
  }

  private List<Parameter> parameters() {
    int count = (int) number();
    if (count == 0) {
      return List.of();
    }
    List<Parameter> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      list.add(new Parameter(PLACES[(int) number()], word(), number(), (int) number()));
    }
    return list;
  }

  private Map<String, String> attributes() {
    int count = (int) number();
    if (count == 0) {
      return Map.of();
    }
    Map<String, String> map = HashMap.newHashMap(count);
    for (int i = 0; i < count; i++) {
      map.put(word(), text());
    }
    return map;
  }

  private String word() {
    return known(texts, this::text);
  }

  private <T> T known(List<T> dictionary, Supplier<T> reading) {
    int number = (int) number();
    if (number >= 2) {
      return dictionary.get(number - 2);
    }
    T value = reading.get();
    if (number == 0) {
      dictionary.add(value);
    }
    return value;
  }

  private String text() {
    int length = (int) number();
    if (length <= limit - position) {
      String text = new String(buffer, position, length, StandardCharsets.UTF_8);
      position += length;
      return text;
    }
    byte[] utf8 = new byte[length];
    for (int i = 0; i < length; i++) {
      utf8[i] = next8();
    }
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private long signed() {
    long value = number();
    return (value >>> 1) ^ -(value & 1);
  }

  private long number() {
    long value = 0;
    int shift = 0;
    byte part;
    do {
      part = next8();
      value |= (long) (part & 0x7F) << shift;
      shift += 7;
    } while (part < 0);
    return value;
  }

  private byte next8() {
    if (position == limit) {
      fill();
    }
    return buffer[position++];
  }

  private void fill() {
    try {
      int size = channel.read(ByteBuffer.wrap(buffer), offset);
      if (size <= 0) {
        throw new IllegalStateException("a run ends without its end mark");
      }
      offset += size;
      position = 0;
      limit = size;
    } catch (IOException e) {
      throw new UncheckedIOException("the sort cannot read its temporary file", e);
    }
  }
}
