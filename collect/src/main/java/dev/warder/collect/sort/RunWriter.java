package dev.warder.collect.sort;

import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.Client;
import dev.warder.model.Outcome;
import dev.warder.model.Parameter;
import dev.warder.model.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes sorted entries to a run in a private binary form that only [RunReader] of the same build
/// reads. Confined to one thread.
///
/// Shape entry: 1 | time delta | file | uid | tenant* | caller* | source* | client* | api* |
/// method* | path | route* | action* | result | status | error* | three sizes + 1 | targets | made
/// | minted | parameters | attributes; the run ends with 0
///
/// Numbers are varints (7 bits a byte, low first; signed ones zigzag), texts a length and UTF-8,
/// lists and maps a count and their parts. What is marked * repeats and goes through a dictionary:
/// 0 and the value if it joins the dictionary, 1 and the value if that is full, else its number +
/// 2. Numbers are per dictionary: one of texts, one each of callers, sources and clients.
///
/// Bounds dictionaries of [#MAX_WORDS] values each
@SuppressWarnings("EnumOrdinal") // a run is read by the process that wrote it
final class RunWriter {
  static final int MAX_WORDS = 1_024;

  private static final int FLUSH_BYTES = 1 << 16;

  private final FileChannel channel;
  private final Map<Object, Integer> texts = new HashMap<>();
  private final Map<Object, Integer> callers = new HashMap<>();
  private final Map<Object, Integer> sources = new HashMap<>();
  private final Map<Object, Integer> clients = new HashMap<>();
  private byte[] buffer = new byte[FLUSH_BYTES * 2];
  private int size;
  private long lastMicros;

  RunWriter(FileChannel channel) {
    this.channel = channel;
  }

  void write(Entry entry) {
    Activity activity = entry.activity();
    number(1);
    signed(activity.timeMicros() - lastMicros);
    lastMicros = activity.timeMicros();
    number(entry.file());
    text(activity.uid());
    word(activity.tenant());
    caller(activity.caller());
    source(activity.source());
    client(activity.client());
    call(activity.call());
    outcome(activity.outcome());
    number(activity.requestBytes() + 1);
    number(activity.responseBytes() + 1);
    number(activity.latencyMicros() + 1);
    list(activity.targets());
    list(activity.made());
    text(activity.mintedCredential());
    parameters(activity.parameters());
    attributes(activity.attributes());
    if (size > FLUSH_BYTES) {
      flush();
    }
  }

  void finish() {
    number(0);
    flush();
  }

  private void caller(Caller caller) {
    if (isNew(callers, caller)) {
      text(caller.credentialUid());
      number(caller.kind().ordinal());
      text(caller.principalUid());
      text(caller.principalName());
      text(caller.parentUid());
    }
  }

  private void source(Source source) {
    if (isNew(sources, source)) {
      text(source.address());
      number(source.asNumber());
      word(source.organization());
      word(source.country());
      number(source.sourceClass().ordinal());
      word(source.canonical());
    }
  }

  private void client(Client client) {
    if (isNew(clients, client)) {
      text(client.family());
      text(client.version());
      number(client.kind().ordinal());
      text(client.userAgent());
      text(client.ja4());
    }
  }

  private void call(Call call) {
    word(call.api());
    word(call.method());
    text(call.path());
    word(call.route());
    word(call.action());
  }

  private void outcome(Outcome outcome) {
    number(outcome.result().ordinal());
    number(outcome.status());
    word(outcome.error());
  }

  private void list(List<String> list) {
    number(list.size());
    for (String element : list) {
      text(element);
    }
  }

  private void parameters(List<Parameter> parameters) {
    number(parameters.size());
    for (Parameter parameter : parameters) {
      number(parameter.place().ordinal());
      word(parameter.name());
      number(parameter.shapes());
      number(parameter.fingerprint());
    }
  }

  private void attributes(Map<String, String> attributes) {
    number(attributes.size());
    if (!attributes.isEmpty()) {
      for (Map.Entry<String, String> attribute : new TreeMap<>(attributes).entrySet()) {
        word(attribute.getKey());
        text(attribute.getValue());
      }
    }
  }

  private void word(String text) {
    if (isNew(texts, text)) {
      text(text);
    }
  }

  /// Writes the value's number; true if the value itself must follow.
  private boolean isNew(Map<Object, Integer> dictionary, Object value) {
    Integer known = dictionary.get(value);
    if (known != null) {
      number(known + 2L);
      return false;
    }
    if (dictionary.size() < MAX_WORDS) {
      dictionary.put(value, dictionary.size());
      number(0);
    } else {
      number(1);
    }
    return true;
  }

  private void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    reserve(utf8.length);
    System.arraycopy(utf8, 0, buffer, size, utf8.length);
    size += utf8.length;
  }

  private void signed(long value) {
    number((value << 1) ^ (value >> 63));
  }

  private void number(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      buffer[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[size++] = (byte) rest;
  }

  private void reserve(int bytes) {
    if (size + bytes > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + bytes));
    }
  }

  private void flush() {
    ByteBuffer out = ByteBuffer.wrap(buffer, 0, size);
    try {
      while (out.hasRemaining()) {
        channel.write(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the sort cannot write its temporary file", e);
    }
    size = 0;
  }
}
